package dev.factorizer.models.recipes;

import dev.factorizer.models.optimizers.Cosine;
import dev.factorizer.models.optimizers.OneCycle;
import dev.factorizer.models.optimizers.Polynomial;
import dev.factorizer.models.optimizers.Schedule;
import dev.factorizer.models.optimizers.WarmupCosine;

/** The form in which a learning rate changes from the first unit to the last. */
public sealed interface RateCourse {
    /**
     * The course over a number of units.
     *
     * @param total how many, at least 1
     * @return the schedule
     */
    Schedule over(int total);

    /** The same rate all the time. */
    record Constant() implements RateCourse {
        @Override
        public Schedule over(int total) {
            return Schedule.CONSTANT;
        }
    }

    /**
     * A linear rise, then half a cosine down to nothing, one unit after the last (as the published recipes have it).
     *
     * @param warmupShare the share of units that rises, rounded down; 0.01 in the recipes
     * @param warmupFactor the first factor
     */
    record LinearWarmupCosine(double warmupShare, double warmupFactor) implements RateCourse {
        /** Checks the numbers. */
        public LinearWarmupCosine {
            if (!(warmupShare >= 0 && warmupShare < 1 && warmupFactor >= 0 && warmupFactor <= 1)) {
                throw new IllegalArgumentException("rate: warmupShare is " + warmupShare + " and warmupFactor " + warmupFactor
                        + ", expected a share from 0 to below 1 and a factor from 0 to 1");
            }
        }

        @Override
        public Schedule over(int total) {
            return new WarmupCosine((int) (warmupShare * total), total + 1, warmupFactor, 0, 0.5);
        }
    }

    /**
     * Half a cosine.
     *
     * @param endFactor the last factor
     */
    record CosineFall(double endFactor) implements RateCourse {
        @Override
        public Schedule over(int total) {
            return new Cosine(total, endFactor);
        }
    }

    /**
     * nnU-Net's: (1 − unit / total) to a power.
     *
     * @param power such as 0.9
     */
    record PolynomialFall(double power) implements RateCourse {
        @Override
        public Schedule over(int total) {
            return new Polynomial(total, power);
        }
    }

    /**
     * One rise and one fall, both along half a cosine (Smith and Topin 2019).
     *
     * @param riseShare the share of units that rises
     * @param startFactor the first factor
     * @param endFactor the last factor
     */
    record OneRiseOneFall(double riseShare, double startFactor, double endFactor) implements RateCourse {
        @Override
        public Schedule over(int total) {
            return new OneCycle(total, riseShare, startFactor, endFactor);
        }
    }
}
