package com.example.consumer;

import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.core.task.TaskDecorator;
import org.springframework.stereotype.Component;

/** A decorator of the application's own, which counts the tasks that it is given. */
@Component
@ConditionalOnProperty("consumer.decorated")
class Decorated implements TaskDecorator {

    private final AtomicInteger tasks = new AtomicInteger();

    @Override
    public Runnable decorate(Runnable task) {
        return () -> {
            tasks.incrementAndGet();
            task.run();
        };
    }

    int tasks() {
        return tasks.get();
    }
}
