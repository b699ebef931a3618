package dev.factorizer.backend.jvm.kernels.deconvolution;

import dev.factorizer.api.deconvolution.Deconvolution;
import dev.factorizer.api.deconvolution.DeconvolutionOperand;
import dev.factorizer.api.deconvolution.Deconvolve;
import dev.factorizer.api.differentiation.VectorJacobianProduct;
import dev.factorizer.api.graph.Operands;
import dev.factorizer.api.tensor.Type;
import dev.factorizer.backend.jvm.kernels.GradientMemory;
import dev.factorizer.backend.jvm.kernels.NativeGradient;
import dev.factorizer.backend.jvm.kernels.NativeKernel;
import dev.factorizer.backend.jvm.kernels.WorkspaceSlices;
import dev.factorizer.backend.jvm.threads.Scratch;
import dev.factorizer.backend.jvm.threads.Workers;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;

/** The gradients of {@link DeconvolveKernel}, native where that of the source is wanted. */
public record DeconvolveGradient() implements NativeGradient<Deconvolve> {
    private enum Buffer implements Scratch.Name { TOTALS }

    /**
     * The parts of the workspace.
     *
     * @param filters the gradients of the filters of each sample, in doubles
     * @param sources the sources between iterations, one after another
     */
    private record Parts(MemorySegment filters, MemorySegment sources) {
        static Parts of(WorkspaceSlices slices, DeconvolutionGroup group, Deconvolution settings) {
            MemorySegment filters = slices.next((long) Double.BYTES * group.batch() * group.filterElements());
            return new Parts(filters, slices.nextFloats(kept(settings) * group.sourceElements()));
        }
    }

    /** The sources that are kept: those after the iterations without gradients in one, then one per further iteration. */
    private static int kept(Deconvolution settings) {
        return Math.min(settings.iterations() - 1, settings.gradientIterations());
    }

    @Override
    public NativeKernel<Deconvolve> forward() {
        return new DeconvolveKernel();
    }

    @Override
    public boolean computes(Deconvolve deconvolve, VectorJacobianProduct product) {
        return product.wanted().contains(DeconvolutionOperand.SOURCE.ordinal()) && deconvolve.settings().gradientIterations() > 0;
    }

    @Override
    public long gradientWorkspaceBytes(Deconvolve deconvolve, List<Type> inputs) {
        DeconvolutionGroup group = DeconvolutionGroup.of(deconvolve, inputs);
        return WorkspaceSlices.bytes(slices -> Parts.of(slices, group, deconvolve.settings()));
    }

    @Override
    public Runnable bindGradient(Deconvolve deconvolve, List<Type> inputs, GradientMemory memory, Workers workers) {
        DeconvolutionGroup group = DeconvolutionGroup.of(deconvolve, inputs);
        Parts parts = WorkspaceSlices.cut(memory.workspace(), slices -> Parts.of(slices, group, deconvolve.settings()));
        Operands<DeconvolutionOperand, MemorySegment> in = deconvolve.named(memory.inputs());
        MemorySegment dh = deconvolve.named(memory.gradients()).find(DeconvolutionOperand.FILTER).orElse(null);
        MemorySegment filter = in.get(DeconvolutionOperand.FILTER);
        return () -> {
            workers.forEach(group.tasks(), (task, scratch) -> run(deconvolve, group, memory, parts, task, scratch));
            if (dh != null) {
                addSamples(group, parts.filters, filter, dh);
            }
        };
    }

    private static void run(Deconvolve deconvolve, DeconvolutionGroup group, GradientMemory memory, Parts parts, int task,
            Scratch scratch) {
        Operands<DeconvolutionOperand, MemorySegment> in = deconvolve.named(memory.inputs());
        Operands<DeconvolutionOperand, MemorySegment> gradients = deconvolve.named(memory.gradients());
        MemorySegment x = in.get(DeconvolutionOperand.X);
        MemorySegment dx = gradients.find(DeconvolutionOperand.X).orElse(null);
        MemorySegment ds = gradients.get(DeconvolutionOperand.SOURCE);
        boolean learned = gradients.find(DeconvolutionOperand.FILTER).isPresent();
        int pairs = group.channels() * group.sources() * group.taps();
        double[] totals = learned ? scratch.doubles(Buffer.TOTALS, pairs) : null;
        if (learned) {
            Arrays.fill(totals, 0, pairs, 0);
        }
        DeconvolutionSweep sweep = new DeconvolutionSweep(group, task,
                new FilterTaps(group, in.get(DeconvolutionOperand.FILTER), group.filter(task)));
        Deconvolution settings = deconvolve.settings();
        int iterations = settings.iterations();
        int undifferentiated = Math.max(0, iterations - settings.gradientIterations());
        SourcePlanes[] sources = new SourcePlanes[iterations];
        sources[0] = new SourcePlanes(in.get(DeconvolutionOperand.SOURCE), true);
        long bytes = Float.BYTES * group.sourceElements();
        for (int t = 1; t < iterations; t++) {
            int place = undifferentiated == 0 ? t - 1 : Math.max(0, t - undifferentiated);
            sources[t] = new SourcePlanes(parts.sources.asSlice(place * bytes, bytes), false);
            sweep.run(x, sources[t - 1], sources[t].memory(), scratch);
        }
        for (int t = iterations - 1; t >= undifferentiated; t--) {
            boolean last = t == iterations - 1;
            new GradientSweep(sweep, t == 0).run(new GradientSweep.Operands(x, sources[t], last ? memory.cotangent() : ds, dx,
                    !last, ds, totals), scratch);
        }
        if (undifferentiated > 0) {
            long sourceBytes = bytes / group.tasks();
            ds.asSlice(task * sourceBytes, sourceBytes).fill((byte) 0);
        }
        for (int i = 0; learned && i < pairs; i++) {
            parts.filters.setAtIndex(ValueLayout.JAVA_DOUBLE, (long) task * pairs + i, totals[i]);
        }
    }

    /** Sample by sample, in their order; what the ReLU made zero gets no gradient. */
    private static void addSamples(DeconvolutionGroup group, MemorySegment filters, MemorySegment filter, MemorySegment dh) {
        for (int i = 0; i < group.filterElements(); i++) {
            double sum = 0;
            for (int sample = 0; sample < group.batch(); sample++) {
                sum += filters.getAtIndex(ValueLayout.JAVA_DOUBLE, (long) sample * group.filterElements() + i);
            }
            boolean positive = filter.getAtIndex(ValueLayout.JAVA_FLOAT, i) > 0;
            dh.setAtIndex(ValueLayout.JAVA_FLOAT, i, positive ? (float) sum : 0);
        }
    }
}
