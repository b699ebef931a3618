package dev.factorizer.io.augmentation;

import java.io.IOException;

/** Where a preprocessed case comes from, each time a sample of it is drawn. For several threads at a time. */
public interface CaseSource {
    /** {@return the case's name, which no other has} */
    String name();

    /**
     * Makes the case ready: by preprocessing it, or from a cache.
     *
     * @return the case, of this name
     * @throws IOException if it can't be read
     */
    TrainingCase open() throws IOException;

    /**
     * A case that is ready.
     *
     * @param prepared the case
     * @return its source
     */
    static CaseSource of(TrainingCase prepared) {
        return new CaseSource() {
            @Override
            public String name() {
                return prepared.name();
            }

            @Override
            public TrainingCase open() {
                return prepared;
            }
        };
    }
}
