package dev.factorizer.report.volumes;

/**
 * A volume that the viewer lays over others.
 *
 * @param name for the list of layers
 * @param kind what it is
 * @param base64 a NIfTI file, compressed by gzip
 * @param low the value of the first color
 * @param high the value of the last color
 */
public record ViewerLayer(String name, Kind kind, String base64, double low, double high) {
    /** What a layer is, and so how it is drawn at first. */
    public enum Kind {
        /** A channel of the scan, in gray. */
        IMAGE("gray", 1),
        /** What should be found, in the color of truths. */
        TRUTH("truth", 0.55),
        /** What was found, in the color of predictions. */
        PREDICTION("prediction", 0.55),
        /** The probability of a region. */
        PROBABILITY("viridis", 0.7),
        /** How unsure the model was. */
        ENTROPY("plasma", 0.7),
        /** A component of a factorization. */
        COMPONENT("hot", 0.7);

        private final String colors;
        private final double opacity;

        Kind(String colors, double opacity) {
            this.colors = colors;
            this.opacity = opacity;
        }

        /** {@return the name of its colors in the viewer} */
        public String colors() {
            return colors;
        }

        /** {@return how much of what lies below is covered, 0 to 1} */
        public double opacity() {
            return opacity;
        }
    }
}
