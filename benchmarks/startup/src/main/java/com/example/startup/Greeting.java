package com.example.startup;

import org.springframework.stereotype.Service;

@Service
class Greeting {

    String text() {
        return "hello";
    }
}
