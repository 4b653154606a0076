package com.example.consumer;

import io.threadpoolctl.spring.ThreadpoolLimits;
import org.springframework.data.jpa.repository.JpaRepository;

@ThreadpoolLimits(1)
interface Things extends JpaRepository<Thing, Long> {

    default Measured measured(Libraries libraries) {
        return libraries.measure();
    }
}
