package dev.factorizer.contract;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.CompileOptions;
import dev.factorizer.api.backend.Executable;
import dev.factorizer.api.graph.Graph;
import dev.factorizer.api.lowering.Lowering;
import dev.factorizer.api.lowering.NativeOperations;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.reference.ReferenceBackend;
import java.util.List;
import java.util.Map;

/** What must hold for each case: values and gradients as the reference's, and the same bits however it is run. */
final class OperationChecks {
    private static final CompileOptions RECOMPUTE = new CompileOptions(true, Long.MAX_VALUE);

    private final long seed;

    OperationChecks(long seed) {
        this.seed = seed;
    }

    private String where(OperationCase operationCase, int variant) {
        return operationCase.name() + ", variant " + variant + ", seed " + seed;
    }

    /** With its own kernels, with the decomposition instead, and with gradients that compute forward values again. */
    void values(OperationCase operationCase, int variant, Backend backend) {
        CaseProgram program = CaseProgram.of(operationCase, seed, variant);
        String where = where(operationCase, variant);
        Map<String, Tensor> expected;
        try (ReferenceBackend reference = new ReferenceBackend();
                Executable executable = reference.prepare(program.graph(), CompileOptions.DEFAULT)) {
            expected = program.run(executable);
        }
        try (Executable executable = backend.prepare(program.graph(), CompileOptions.DEFAULT)) {
            Agreement.check(where, expected, program.run(executable), program.longest(), operationCase.slack());
        }
        Graph decomposed = Lowering.lower(program.graph(), NativeOperations.NONE);
        try (Executable executable = backend.compile(decomposed, CompileOptions.DEFAULT)) {
            Agreement.check(where + ", decomposed", expected, program.run(executable), program.longest(),
                    operationCase.slack());
        }
        try (Executable executable = backend.prepare(program.graph(), RECOMPUTE)) {
            Agreement.check(where + ", recomputed", expected, program.run(executable), program.longest(),
                    operationCase.slack());
        }
    }

    /** Run twice, and with other numbers of threads. */
    void bits(OperationCase operationCase, int variant, CompileOptions options, List<Backend> backends) {
        CaseProgram program = CaseProgram.of(operationCase, seed, variant);
        Map<String, Tensor> first = null;
        for (int i = 0; i < backends.size(); i++) {
            String where = where(operationCase, variant) + ", " + (i + 1) + " threads";
            try (Executable executable = backends.get(i).prepare(program.graph(), options)) {
                Map<String, Tensor> once = program.run(executable);
                Agreement.checkBits(where + ", second run", once, program.run(executable));
                first = first == null ? once : first;
                Agreement.checkBits(where, first, once);
            }
        }
    }
}
