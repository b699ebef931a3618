package com.example.backend;

import dev.factorizer.api.backend.Availability;
import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.BackendOptions;
import dev.factorizer.api.backend.BackendProvider;
import dev.factorizer.reference.ReferenceBackend;
import java.util.List;

/** The provider that the page on architecture talks about: the reference backend under another name. */
public final class MyProvider implements BackendProvider {
    /** Called by the service loader. */
    public MyProvider() { }

    @Override
    public String name() {
        return "mine";
    }

    @Override
    public Availability availability() {
        return new Availability.Available(List.of(new ReferenceBackend().device()));
    }

    @Override
    public int preference() {
        return 0;
    }

    @Override
    public Backend open(BackendOptions options) {
        return new ReferenceBackend();
    }
}
