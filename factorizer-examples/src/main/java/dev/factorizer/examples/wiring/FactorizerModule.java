package dev.factorizer.examples.wiring;

import com.google.inject.AbstractModule;

/** Tells Guice where commands write; which backend they get follows from the {@link BackendChoice} that is bound beside it. */
public final class FactorizerModule extends AbstractModule {
    private final Terminal terminal;
    private final Interruption interruption;

    /**
     * A module.
     *
     * @param terminal where commands write
     * @param interruption how they learn that the user wants to stop
     */
    public FactorizerModule(Terminal terminal, Interruption interruption) {
        this.terminal = terminal;
        this.interruption = interruption;
    }

    @Override
    protected void configure() {
        bind(Terminal.class).toInstance(terminal);
        bind(Interruption.class).toInstance(interruption);
        requireBinding(BackendChoice.class);
    }
}
