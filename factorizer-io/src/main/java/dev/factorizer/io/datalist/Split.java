package dev.factorizer.io.datalist;

import java.util.List;

/**
 * What a file of splits says: which cases to train on and which to validate with.
 *
 * @param training ids
 * @param validation ids
 */
public record Split(List<String> training, List<String> validation) {
    /** Copies the lists. */
    public Split {
        training = List.copyOf(training);
        validation = List.copyOf(validation);
    }
}
