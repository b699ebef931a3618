package dev.factorizer.bench.scripts;

import dev.factorizer.api.lowering.MatmulPrecision;
import dev.factorizer.api.operations.Placeholder.Role;
import java.util.OptionalDouble;

/** How closely a script must agree with the recording backend, where no golden value says it. */
enum Agreement {
    /** An output: as closely as an exported network, in float32. */
    OUTPUT(1e-5, 2e-2),
    /**
     * A moment of the optimizer, which after one step is the gradient or its square. At initial weights gradients at the
     * bottleneck are a millionth of those at the head and mostly rounding: two engines differ by 3e-3 of the largest there, in
     * the middle by 1e-5. A wrong gradient is off by about its own size.
     */
    MOMENT(2e-2, 0.5),
    /**
     * A parameter, not compared: the first step of AdamW has the sign of the gradient only, which rounding decides where a
     * gradient is nearly zero. Its moments are compared.
     */
    PARAMETER(Double.NaN, Double.NaN);

    private final double float32;
    private final double rounded;

    Agreement(double float32, double rounded) {
        this.float32 = float32;
        this.rounded = rounded;
    }

    /** What a result of a run is. */
    static Agreement of(RecordedRun run, String name) {
        if (run.graph().outputs().containsKey(name)) {
            return OUTPUT;
        }
        boolean parameter = run.graph().placeholders(Role.PARAMETER).stream().anyMatch(one -> one.name().equals(name));
        return parameter ? PARAMETER : MOMENT;
    }

    /** The greatest difference relative to the greatest value; empty where nothing is compared. */
    OptionalDouble allowed(MatmulPrecision products) {
        double allowed = products == MatmulPrecision.FLOAT32 ? float32 : rounded;
        return Double.isNaN(allowed) ? OptionalDouble.empty() : OptionalDouble.of(allowed);
    }
}
