package dev.factorizer.io.datalist;

/** What a case is for. */
public enum CasePart {
    /** To train on, or to divide into folds. */
    TRAINING("training"),
    /** To choose a model by; its label is known. */
    VALIDATION("validation"),
    /** To predict only; its label may be unknown. */
    TEST("test");

    private final String key;

    CasePart(String key) {
        this.key = key;
    }

    /** {@return its name, which is also that of its list in JSON} */
    public String key() {
        return key;
    }
}
