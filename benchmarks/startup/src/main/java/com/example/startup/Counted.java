package com.example.startup;

import java.util.concurrent.atomic.AtomicLong;
import org.aspectj.lang.annotation.Aspect;
import org.aspectj.lang.annotation.Before;
import org.springframework.stereotype.Component;

/** Has Spring make proxies, with or without threadpoolctl. */
@Aspect
@Component
class Counted {

    private final AtomicLong calls = new AtomicLong();

    @Before("execution(* com.example.startup.Greeting.*(..))")
    void count() {
        calls.incrementAndGet();
    }
}
