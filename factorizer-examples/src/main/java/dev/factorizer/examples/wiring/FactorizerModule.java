package dev.factorizer.examples.wiring;

import com.google.inject.AbstractModule;

/** Tells Guice where commands write and put their results; which backend they get follows from the {@link BackendChoice} that is bound beside it. */
public final class FactorizerModule extends AbstractModule {
    private final Terminal terminal;
    private final Interruption interruption;
    private final Results results;

    /**
     * A module.
     *
     * @param terminal where commands write
     * @param interruption how they learn that the user wants to stop
     * @param results what they found, for other programs
     */
    public FactorizerModule(Terminal terminal, Interruption interruption, Results results) {
        this.terminal = terminal;
        this.interruption = interruption;
        this.results = results;
    }

    @Override
    protected void configure() {
        bind(Terminal.class).toInstance(terminal);
        bind(Interruption.class).toInstance(interruption);
        bind(Results.class).toInstance(results);
        requireBinding(BackendChoice.class);
    }
}
