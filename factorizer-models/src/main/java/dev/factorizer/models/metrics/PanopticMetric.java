package dev.factorizer.models.metrics;

/**
 * A number of {@link PanopticQuality}, where objects are connected components by all neighbors (26 in space, 8 in a plane).
 *
 * @param part which number
 */
public record PanopticMetric(Part part) implements Metric {
    /** A number about objects. */
    public enum Part {
        /** Recognition times segmentation quality. */
        PANOPTIC("pq", "panoptic quality"),
        /** The F1 score of objects. */
        RECOGNITION("rq", "recognition quality"),
        /** The mean intersection over union of matched objects. */
        SEGMENTATION("sq", "segmentation quality, only of cases with a match");

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
        return part.words + " of components by all neighbors, matched at an intersection over union of 0.5; without any, left out";
    }

    @Override
    public double of(MaskPair pair) {
        ConnectedComponents components = new ConnectedComponents(Connectivity.CORNERS);
        PanopticQuality.Result found = new PanopticQuality().of(components.of(pair.target()), components.of(pair.prediction()));
        return switch (part) {
            case PANOPTIC -> found.panopticQuality();
            case RECOGNITION -> found.recognitionQuality();
            case SEGMENTATION -> found.segmentationQuality();
        };
    }
}
