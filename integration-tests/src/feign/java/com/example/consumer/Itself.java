package com.example.consumer;

import io.threadpoolctl.spring.ThreadpoolLimits;
import java.net.URI;
import org.springframework.cloud.openfeign.FeignClient;
import org.springframework.web.bind.annotation.GetMapping;

/** A client of this very application, limited as a whole. */
@FeignClient(name = "itself", url = "http://127.0.0.1")
@ThreadpoolLimits(1)
interface Itself extends Inherited {

    @GetMapping("/free")
    String free(URI base);

    default Measured here(Libraries libraries) {
        return libraries.measure();
    }
}
