package dev.factorizer.backend.jvm.kernels.deconvolution;

import dev.factorizer.api.deconvolution.Deconvolution;
import dev.factorizer.api.deconvolution.DeconvolutionOperand;
import dev.factorizer.api.deconvolution.Deconvolve;
import dev.factorizer.api.graph.Operands;
import dev.factorizer.api.tensor.Type;
import dev.factorizer.backend.jvm.kernels.KernelMemory;
import dev.factorizer.backend.jvm.kernels.NativeKernel;
import dev.factorizer.backend.jvm.threads.Workers;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** The source of a blind deconvolution whose filters stay as they are, in groups of moderate size. */
public record DeconvolveKernel() implements NativeKernel<Deconvolve> {
    @Override
    public Class<Deconvolve> operation() {
        return Deconvolve.class;
    }

    @Override
    public boolean accepts(Deconvolve deconvolve, List<Type> inputs) {
        Deconvolution settings = deconvolve.settings();
        return settings.updateSource() && !settings.updateFilter() && settings.iterations() > 0
                && DeconvolutionGroup.of(deconvolve, inputs).fits();
    }

    /** The image only in the last iteration, and where its groups are as large as the source's. */
    @Override
    public boolean overwrites(Deconvolve deconvolve, List<Type> inputs, int input) {
        return switch (deconvolve.operands(inputs.size()).get(input)) {
            case SOURCE -> true;
            case X -> {
                DeconvolutionGroup group = DeconvolutionGroup.of(deconvolve, inputs);
                yield deconvolve.settings().iterations() == 1 && group.channels() == group.sources();
            }
            case FILTER -> false;
        };
    }

    @Override
    public Runnable bind(Deconvolve deconvolve, List<Type> inputs, KernelMemory memory, Workers workers) {
        DeconvolutionGroup group = DeconvolutionGroup.of(deconvolve, inputs);
        Operands<DeconvolutionOperand, MemorySegment> in = deconvolve.named(memory.inputs());
        MemorySegment x = in.get(DeconvolutionOperand.X);
        MemorySegment filter = in.get(DeconvolutionOperand.FILTER);
        SourcePlanes start = new SourcePlanes(in.get(DeconvolutionOperand.SOURCE), true);
        SourcePlanes result = new SourcePlanes(memory.result(), false);
        int iterations = deconvolve.settings().iterations();
        return () -> workers.forEach(group.tasks(), (task, scratch) -> {
            DeconvolutionSweep sweep = new DeconvolutionSweep(group, task, new FilterTaps(group, filter, group.filter(task)));
            for (int t = 0; t < iterations; t++) {
                sweep.run(x, t == 0 ? start : result, result.memory(), scratch);
            }
        });
    }
}
