package com.example.application;

import io.threadpoolctl.UserApi;
import io.threadpoolctl.spi.LibraryFamily;
import io.threadpoolctl.spi.LoadedLibrary;
import io.threadpoolctl.spi.ThreadControl;
import java.util.List;

/** Cannot be made, which core has to say through the application's logging. */
public final class Broken implements LibraryFamily {

    public Broken() {
        throw new IllegalStateException("broken on purpose");
    }

    @Override
    public UserApi userApi() {
        return UserApi.BLAS;
    }

    @Override
    public String internalApi() {
        return "broken";
    }

    @Override
    public List<String> prefixes() {
        return List.of();
    }

    @Override
    public ThreadControl recognise(LoadedLibrary library) {
        return null;
    }
}
