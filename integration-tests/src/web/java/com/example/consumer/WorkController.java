package com.example.consumer;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class WorkController {

    private final Work work;

    WorkController(Work work) {
        this.work = work;
    }

    @GetMapping("/free")
    String free() {
        return work.free().toString();
    }

    @GetMapping("/limited")
    String limited() {
        return work.limitedWhileWaiting().toString();
    }

    /** Such as {@code apache tomcat/11.0.24 virtual}. */
    @GetMapping("/server")
    String server(HttpServletRequest request) {
        return (request.getServletContext().getServerInfo() + " " + Threads.kind()).toLowerCase(Locale.ROOT);
    }
}
