package dev.factorizer.backend.tornado.kernels;

/** The step of AdamW (Loshchilov and Hutter 2019). */
public final class AdamWBodies {
    private AdamWBodies() { }

    /**
     * Settings: items; parameter, gradient, first and second moment; learning rate, first and second correction; results for
     * parameter, first and second moment; the numbers β₁, 1 − β₁, β₂, 1 − β₂, ε and minus the weight decay, all offsets.
     */
    public static void adamWStep(int item, float[] memory, int[] integers, int[] settings) {
        float gradient = memory[settings[2] + item];
        float m = memory[settings[3] + item] * memory[settings[11]] + gradient * memory[settings[12]];
        float v = memory[settings[4] + item] * memory[settings[13]] + gradient * gradient * memory[settings[14]];
        float rate = memory[settings[5]];
        float decay = 1f + rate * memory[settings[16]];
        float scale = (float) Math.sqrt(v) / (float) Math.sqrt(memory[settings[7]]) + memory[settings[15]];
        memory[settings[8] + item] = memory[settings[1] + item] * decay - m / scale * (rate / memory[settings[6]]);
        memory[settings[9] + item] = m;
        memory[settings[10] + item] = v;
    }
}
