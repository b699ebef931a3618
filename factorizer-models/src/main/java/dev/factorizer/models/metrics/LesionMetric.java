package dev.factorizer.models.metrics;

/**
 * A number of {@link LesionAgreement}, where lesions are connected components by all neighbors (26 in space, 8 in a plane).
 *
 * @param part which number
 */
public record LesionMetric(Part part) implements Metric {
    /** A number about lesions. */
    public enum Part {
        /** The F1 score of lesions. */
        F1("lesion-f1", "F1 of lesions; 1 without any lesion"),
        /** The mean Dice of lesions and false lesions. */
        DICE("lesion-dice", "mean Dice of lesions, missed and false ones included; 1 without any lesion"),
        /** How much the numbers of lesions differ. */
        COUNT_DIFFERENCE("lesion-count-difference", "absolute difference of the numbers of lesions");

        private final String label;
        private final String words;

        Part(String label, String words) {
            this.label = label;
            this.words = words;
        }
    }

    @Override
    public String name() {
        return part.label;
    }

    @Override
    public String unit() {
        return "";
    }

    @Override
    public String describe() {
        return part.words + "; lesions are connected by all neighbors, found if one voxel is";
    }

    @Override
    public double of(MaskPair pair) {
        LesionAgreement found = pair.lesions();
        return switch (part) {
            case F1 -> found.f1();
            case DICE -> found.dice();
            case COUNT_DIFFERENCE -> Math.abs(found.targets() - found.predictions());
        };
    }
}
