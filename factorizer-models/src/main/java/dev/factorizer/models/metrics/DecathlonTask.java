package dev.factorizer.models.metrics;

/**
 * The tasks of the Medical Segmentation Decathlon with the tolerance of their surface Dice (Antonelli et al. 2022, Nature
 * Communications 13:4128).
 */
public enum DecathlonTask {
    /** Task01, brain tumors. */
    BRAIN_TUMOR(5),
    /** Task02, left atrium. */
    HEART(4),
    /** Task03, liver and its tumors. */
    LIVER(7),
    /** Task04, anterior and posterior hippocampus. */
    HIPPOCAMPUS(1),
    /** Task05, peripheral and transition zone. */
    PROSTATE(4),
    /** Task06, lung tumors. */
    LUNG(2),
    /** Task07, pancreas and its tumors. */
    PANCREAS(5),
    /** Task08, vessels and tumors of the liver. */
    HEPATIC_VESSEL(3),
    /** Task09, spleen. */
    SPLEEN(3),
    /** Task10, colon cancer. */
    COLON(4);

    private final double tolerance;

    DecathlonTask(double tolerance) {
        this.tolerance = tolerance;
    }

    /** {@return how far a surface may be off, in mm} */
    public double tolerance() {
        return tolerance;
    }
}
