package com.example;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

@RestController
class ScoreController {

    private final Model model;

    ScoreController(Model model) {
        this.model = model;
    }

    @PostMapping("/score")
    float score(@RequestBody float[] features) {
        if (features.length != Model.FEATURES) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "Give " + Model.FEATURES + " numbers.");
        }
        return model.score(features);
    }
}
