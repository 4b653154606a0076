package com.example;

import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.test.web.servlet.MockMvc;

@WebMvcTest(SolverController.class)
class SolverControllerTests {

    @Autowired
    MockMvc mvc;

    @Test
    void theSliceAppliesTheAnnotation() throws Exception {
        mvc.perform(get("/root").param("of", "4")).andExpect(content().string("2.0"));
    }
}
