package dev.factorizer.models.runs;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.io.augmentation.UnknownLabels;
import dev.factorizer.models.curves.CurveDrawing;
import java.nio.file.Files;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;

/**
 * What all trainings of a run share.
 *
 * @param folder where it is
 * @param chosen where it computes, once that is chosen
 * @param settings how
 * @param listener is told how it goes
 * @param stop whether the user wants it to end
 * @param drawing draws its curves, if something can
 * @param unknown what label maps don't say, if there is something
 */
record RunContext(RunFolder folder, Optional<Backend> chosen, RunSettings settings, RunListener listener, BooleanSupplier stop,
        Optional<CurveDrawing> drawing, Optional<UnknownLabels> unknown) {
    RunContext with(Backend other) {
        return new RunContext(folder, Optional.of(other), settings, listener, stop, drawing, unknown);
    }

    RunContext with(RunSettings other) {
        return new RunContext(folder, chosen, other, listener, stop, drawing, unknown);
    }

    RunContext with(RunListener other) {
        return new RunContext(folder, chosen, settings, other, stop, drawing, unknown);
    }

    RunContext with(BooleanSupplier other) {
        return new RunContext(folder, chosen, settings, listener, other, drawing, unknown);
    }

    RunContext with(CurveDrawing other) {
        return new RunContext(folder, chosen, settings, listener, stop, Optional.of(other), unknown);
    }

    RunContext with(Optional<UnknownLabels> other) {
        return new RunContext(folder, chosen, settings, listener, stop, drawing, other);
    }

    /** The label of voxels that are not to be used, in words. */
    String ignored() {
        OptionalInt label = unknown.map(UnknownLabels::ignored).orElse(OptionalInt.empty());
        return label.isPresent() ? "the label " + label.getAsInt() : "no label";
    }

    /** Where it computes; no training begins without. */
    Backend backend() {
        return chosen.orElseThrow();
    }

    boolean isToStop() {
        return stop.getAsBoolean() || Files.exists(folder.stop());
    }

    /**
     * For work that can be done again.
     *
     * @throws StoppedException if the user wants the training to end
     */
    void goOn() {
        if (isToStop()) {
            throw new StoppedException();
        }
    }

    void warn(String sentence) {
        listener.accept(new RunEvent.Warned(sentence));
    }
}
