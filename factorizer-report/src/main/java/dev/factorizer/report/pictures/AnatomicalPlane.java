package dev.factorizer.report.pictures;

/** A plane of the body, seen as radiologists do: the patient's right is on the left, the front or the head is up. */
public enum AnatomicalPlane {
    /** From below: right to left, front to back. */
    AXIAL("axial", 0, 1, 2, "R", "L", "A", "P"),
    /** From the front: right to left, head to feet. */
    CORONAL("coronal", 0, 2, 1, "R", "L", "S", "I"),
    /** From the left: front to back, head to feet. */
    SAGITTAL("sagittal", 1, 2, 0, "A", "P", "S", "I");

    private final String title;
    private final int across;
    private final int down;
    private final int through;
    private final String left;
    private final String right;
    private final String top;
    private final String bottom;

    /** All of them run against the world's axes, which point to the right, to the front and upwards. */
    AnatomicalPlane(String title, int across, int down, int through, String left, String right, String top, String bottom) {
        this.title = title;
        this.across = across;
        this.down = down;
        this.through = through;
        this.left = left;
        this.right = right;
        this.top = top;
        this.bottom = bottom;
    }

    /** {@return its name} */
    public String title() {
        return title;
    }

    /** {@return the world axis that runs from right to left in the picture} */
    public int across() {
        return across;
    }

    /** {@return the world axis that runs from bottom to top in the picture} */
    public int down() {
        return down;
    }

    /** {@return the world axis at right angles to it} */
    public int through() {
        return through;
    }

    /** {@return the letters at the left, right, upper and lower edge} */
    public String[] letters() {
        return new String[] {left, right, top, bottom};
    }
}
