package dev.factorizer.io.datalist;

/** What can be wrong with a data set, in the order in which a report lists it. */
public enum ProblemKind {
    /** The list contradicts itself, or names what isn't there. */
    LIST("the list of cases"),
    /** A file is not there. */
    MISSING_FILE("missing files"),
    /** A file is damaged or no image. */
    UNREADABLE("files that can't be read"),
    /** Another number of channels than the data set says. */
    CHANNELS("channels"),
    /** Channels, or image and label, lie on different grids. */
    GRID("grids that differ"),
    /** Axes that are not at right angles. */
    AFFINE("axes that are not at right angles"),
    /** Values that no label has. */
    LABELS("values of labels"),
    /** Not a number, or infinite. */
    NON_FINITE("voxels that are not finite"),
    /** Nothing to find, or nothing to find it in. */
    EMPTY("empty foreground"),
    /** The same value everywhere. */
    CONSTANT("constant images"),
    /** On both sides of a split. */
    LEAK("leaks between folds"),
    /** The same case or file more than once. */
    DUPLICATE("duplicates"),
    /** Against the format of the file, or read otherwise by other programs. */
    FORMAT("warnings of file formats"),
    /** Files that a system leaves behind. */
    IGNORED("files that were left out");

    private final String title;

    ProblemKind(String title) {
        this.title = title;
    }

    /** {@return the heading of a group of such problems} */
    public String title() {
        return title;
    }
}
