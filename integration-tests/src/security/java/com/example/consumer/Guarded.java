package com.example.consumer;

import io.threadpoolctl.spring.ThreadpoolLimits;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.stereotype.Service;

/** Limited inside of Spring Security's own advice. */
@Service
@EnableMethodSecurity
public class Guarded {

    private final Libraries libraries;

    Guarded(Libraries libraries) {
        this.libraries = libraries;
    }

    @PreAuthorize("hasRole('USER')")
    @ThreadpoolLimits(1)
    public Measured allowed() {
        return libraries.measure();
    }

    @PreAuthorize("hasRole('ADMIN')")
    @ThreadpoolLimits(1)
    public Measured forbidden() {
        return libraries.measure();
    }
}
