package dev.factorizer.backend.tornado.kernels.elementwise;

import dev.factorizer.backend.tornado.kernels.settings.KernelSettings;

/** The step of AdamW (Loshchilov and Hutter 2019). */
public final class AdamWKernels {
    /** Settings of {@link #adamwStep}, all offsets. */
    public interface Step extends KernelSettings {
        int PARAMETER = 1;
        int GRADIENT = 2;
        int FIRST_MOMENT = 3;
        int SECOND_MOMENT = 4;
        /** The learning rate. */
        int RATE = 5;
        int FIRST_CORRECTION = 6;
        int SECOND_CORRECTION = 7;
        int NEW_PARAMETER = 8;
        int NEW_FIRST_MOMENT = 9;
        int NEW_SECOND_MOMENT = 10;
        /** From here on, numbers. */
        int BETA1 = 11;
        int ONE_MINUS_BETA1 = 12;
        int BETA2 = 13;
        int ONE_MINUS_BETA2 = 14;
        int EPSILON = 15;
        /** Minus the weight decay. */
        int MINUS_DECAY = 16;
    }

    private AdamWKernels() { }

    public static void adamwStep(int item, float[] memory, int[] integers, int[] settings) {
        float gradient = memory[settings[Step.GRADIENT] + item];
        float m = memory[settings[Step.FIRST_MOMENT] + item] * memory[settings[Step.BETA1]] + gradient
                * memory[settings[Step.ONE_MINUS_BETA1]];
        float v = memory[settings[Step.SECOND_MOMENT] + item] * memory[settings[Step.BETA2]] + gradient * gradient
                * memory[settings[Step.ONE_MINUS_BETA2]];
        float rate = memory[settings[Step.RATE]];
        float decay = 1f + rate * memory[settings[Step.MINUS_DECAY]];
        float scale = (float) Math.sqrt(v) / (float) Math.sqrt(memory[settings[Step.SECOND_CORRECTION]])
                + memory[settings[Step.EPSILON]];
        memory[settings[Step.NEW_PARAMETER] + item] = memory[settings[Step.PARAMETER] + item] * decay - m / scale
                * (rate / memory[settings[Step.FIRST_CORRECTION]]);
        memory[settings[Step.NEW_FIRST_MOMENT] + item] = m;
        memory[settings[Step.NEW_SECOND_MOMENT] + item] = v;
    }
}
