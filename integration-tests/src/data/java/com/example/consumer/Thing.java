package com.example.consumer;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

@Entity
class Thing {

    @Id
    private Long id;

    Thing(Long id) {
        this.id = id;
    }

    /** For JPA. */
    protected Thing() {}

    Long id() {
        return id;
    }
}
