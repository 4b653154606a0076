package com.example.consumer;

import io.threadpoolctl.spring.ThreadpoolLimits;
import org.springframework.data.jpa.repository.JpaRepository;

interface FreeThings extends JpaRepository<Thing, Long> {

    default Measured measured(Libraries libraries) {
        return libraries.measure();
    }

    @ThreadpoolLimits(1)
    default Measured limited(Libraries libraries) {
        return libraries.measure();
    }
}
