package dev.factorizer.examples.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import dev.factorizer.api.backend.Backend;

/** Tells Guice where commands write and which backend they get. */
public final class FactorizerModule extends AbstractModule {
    private final Terminal terminal;

    /**
     * A module.
     *
     * @param terminal where commands write
     */
    public FactorizerModule(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    protected void configure() {
        bind(Terminal.class).toInstance(terminal);
    }

    /**
     * Opens a backend anew each time one is asked for; who asks for it closes it.
     *
     * @param choice which one
     * @return the backend
     */
    @Provides
    Backend backend(BackendChoice choice) {
        return choice.open(reason -> terminal.err().println("factorizer: passed over " + reason));
    }
}
