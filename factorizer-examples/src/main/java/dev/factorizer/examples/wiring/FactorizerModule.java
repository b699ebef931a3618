package dev.factorizer.examples.wiring;

import com.google.inject.AbstractModule;

/** Tells Guice where commands write; which backend they get follows from the {@link BackendChoice} that is bound beside it. */
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
        requireBinding(BackendChoice.class);
    }
}
