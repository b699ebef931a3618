package dev.factorizer.examples.cli;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import dev.factorizer.examples.wiring.BackendChoice;

/** Passes on to the wiring what the options say. */
final class OptionsModule extends AbstractModule {
    private final GlobalOptions options;

    OptionsModule(GlobalOptions options) {
        this.options = options;
    }

    @Provides
    BackendChoice choice() {
        return options.backend();
    }
}
