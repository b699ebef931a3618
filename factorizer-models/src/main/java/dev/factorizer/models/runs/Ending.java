package dev.factorizer.models.runs;

/** Why a training ended. */
public enum Ending {
    /** All epochs are done. */
    COMPLETE("complete"),
    /** So many validations found nothing better as the recipe has patience for. */
    PATIENCE("patience"),
    /** The time is used up. */
    MINUTES("minutes"),
    /** The user wanted it to; it can be resumed. */
    STOPPED("stopped"),
    /** Loss or gradients were no numbers any more; the state before the step is kept. For logs: the training ends by an exception. */
    NOT_FINITE("notFinite");

    private final String key;

    Ending(String key) {
        this.key = key;
    }

    /** {@return the word for it in logs} */
    public String key() {
        return key;
    }

    /** {@return whether there is nothing more to be done with the same settings} */
    public boolean isFinal() {
        return this == COMPLETE || this == PATIENCE;
    }
}
