package dev.factorizer.models.calibration;

/**
 * The temperature that makes the truth of validation cases most likely (Guo et al. 2017): the network's results are divided by it
 * before they become probabilities. The likelihood has one maximum over 1 / temperature, found where its slope changes sign by halving;
 * so the result depends on the sample alone.
 *
 * @param temperature the best one; above 1 where the model was too sure
 * @param before the mean negative log-likelihood at a temperature of 1, in nats
 * @param after the same at the best temperature
 */
public record TemperatureFit(double temperature, double before, double after) {
    private static final double COLDEST = 0.05;
    private static final double HOTTEST = 20;
    private static final int HALVINGS = 40;

    /**
     * Finds it.
     *
     * @param sample voxels of cases that the model was not trained on, with probabilities at a temperature of 1
     * @return the temperature
     * @throws IllegalArgumentException if the sample has no voxel, or the likelihood is largest beyond 0.05 or 20
     */
    public static TemperatureFit of(VoxelSample sample) {
        sample.requireVoxels();
        double low = Math.log(COLDEST);
        double high = Math.log(HOTTEST);
        // The slope by 1 / temperature is negative where a colder one is better.
        requireInside(sample.slope(COLDEST) > 0, COLDEST, "the cases are found without any error; take more of them");
        requireInside(sample.slope(HOTTEST) < 0, HOTTEST, "probabilities say nothing about the truth; do truths and regions belong"
                + " together?");
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (low + high) / 2;
            if (sample.slope(Math.exp(middle)) > 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        double best = Math.exp((low + high) / 2);
        return new TemperatureFit(best, sample.negativeLogLikelihood(1), sample.negativeLogLikelihood(best));
    }

    private static void requireInside(boolean inside, double limit, String why) {
        if (!inside) {
            throw new IllegalArgumentException("calibration: the best temperature lies beyond " + limit + ", expected " + COLDEST + " to "
                    + HOTTEST + ": " + why);
        }
    }
}
