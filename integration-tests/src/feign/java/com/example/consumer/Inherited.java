package com.example.consumer;

import io.threadpoolctl.spring.ThreadpoolLimits;
import java.net.URI;
import org.springframework.web.bind.annotation.GetMapping;

/** What several clients have in common. */
interface Inherited {

    @GetMapping("/free")
    @ThreadpoolLimits(profile = "narrow")
    String freeByParent(URI base);
}
