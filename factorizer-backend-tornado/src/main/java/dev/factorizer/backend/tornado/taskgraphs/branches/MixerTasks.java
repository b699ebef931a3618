package dev.factorizer.backend.tornado.taskgraphs.branches;

import dev.factorizer.api.branches.MixerBranch;
import dev.factorizer.api.differentiation.VectorJacobianProduct;
import dev.factorizer.api.graph.Node;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Type;
import dev.factorizer.backend.tornado.kernels.Kernel;
import dev.factorizer.backend.tornado.kernels.branches.BranchGradientKernels.InputGradient;
import dev.factorizer.backend.tornado.kernels.branches.BranchGradientKernels.Linear;
import dev.factorizer.backend.tornado.kernels.branches.BranchKernels.Output;
import dev.factorizer.backend.tornado.kernels.branches.BranchKernels.Project;
import dev.factorizer.backend.tornado.taskgraphs.factorization.FactorizeGradientTasks;
import dev.factorizer.backend.tornado.taskgraphs.factorization.FactorizeTasks;
import dev.factorizer.backend.tornado.taskgraphs.writing.TaskWriter;
import dev.factorizer.backend.tornado.taskgraphs.writing.VoxelGroups;
import java.util.Collections;
import java.util.List;

/**
 * The first half of a Factorizer block, y = x + W₂ z + b₂ with z the mean over shifts of the factorized windows of
 * p = relu(W₁ norm(x)). p and z share their place, and the windows are factorized where they were cut.
 */
public final class MixerTasks {
    private static final int MOST_AXES = 3;

    // The inputs of the branch, which has start values.
    private static final int X = MixerBranch.Operand.X.ordinal();
    private static final int NORM_WEIGHT = MixerBranch.Operand.NORM_WEIGHT.ordinal();
    private static final int NORM_BIAS = MixerBranch.Operand.NORM_BIAS.ordinal();
    private static final int FIRST_WEIGHT = MixerBranch.Operand.IN_WEIGHT.ordinal();
    private static final int U0 = MixerBranch.Operand.START_U.ordinal();
    private static final int V0 = MixerBranch.Operand.START_V.ordinal();
    private static final int SECOND_WEIGHT = MixerBranch.Operand.OUT_WEIGHT.ordinal();
    private static final int SECOND_BIAS = MixerBranch.Operand.OUT_BIAS.ordinal();

    private MixerTasks() { }

    /** Drawn start values are not trained. */
    public static boolean differentiates(VectorJacobianProduct product) {
        return !product.wanted().contains(U0) && !product.wanted().contains(V0);
    }

    public static boolean runs(MixerBranch branch, List<Type> inputs) {
        return branch.layout().grid().size() <= MOST_AXES && branch.factorization().initialization().drawn()
                && FactorizeTasks.runs(branch.factorization(), matrices(branch, inputs));
    }

    private static Shape matrices(MixerBranch branch, List<Type> inputs) {
        return branch.layout().matrices(inputs.get(X).shape().with(1, inputs.get(FIRST_WEIGHT).shape().size(0)));
    }

    /** Sizes of a node. */
    private record Sizes(int batch, int channels, int projected, int voxels) {
        static Sizes of(Node node) {
            Shape x = node.input(X).shape();
            return new Sizes(x.size(0), x.size(1), node.input(FIRST_WEIGHT).shape().size(0),
                    Math.toIntExact(x.spatial().elements()));
        }

        long groups() {
            return VoxelGroups.of(batch, voxels);
        }

        /** From row to row of the normalized x. */
        int length() {
            return Math.toIntExact(VoxelGroups.padded(1, voxels));
        }

        /** Floats of the normalized x, or of all groups' channels. */
        int normalized() {
            return Math.multiplyExact(Math.multiplyExact(batch, channels), length());
        }

        /** Floats of p. */
        int image() {
            return Math.multiplyExact(Math.multiplyExact(batch, projected), voxels);
        }
    }

    /** The windows of p. */
    private static WindowTasks windows(MixerBranch branch, Node node) {
        return new WindowTasks(branch.layout(), node.input(X).shape().with(1, node.input(FIRST_WEIGHT).shape().size(0)));
    }

    public static void forward(MixerBranch branch, Node node, TaskWriter tasks) {
        Sizes sizes = Sizes.of(node);
        WindowTasks windows = windows(branch, node);
        int rows = tasks.workspace();
        int p = rows + sizes.normalized();
        int matrices = p + sizes.image();
        int work = matrices + Math.toIntExact(windows.elements());
        project(branch, node, p, rows, tasks);
        windows.matricize(p, matrices, tasks);
        FactorizeTasks.forward(branch.factorization(), windows.matrices(), matrices, tasks.input(U0), tasks.input(V0),
                matrices, work, tasks);
        windows.dematricize(matrices, 1.0 / branch.layout().shifts().size(), p, tasks);
        tasks.task(Kernel.BRANCH_OUTPUT, sizes.groups())
                .set(Output.X, tasks.input(X)).set(Output.Z, p)
                .set(Output.WEIGHT, tasks.input(SECOND_WEIGHT)).set(Output.BIAS, tasks.input(SECOND_BIAS))
                .set(Output.Y, tasks.result()).set(Output.WORKSPACE, rows)
                .set(Output.CHANNELS, sizes.channels()).set(Output.INPUTS, sizes.projected()).set(Output.VOXELS, sizes.voxels())
                .write();
    }

    /** p, and the normalized x in its working memory. */
    private static void project(MixerBranch branch, Node node, int p, int normalized, TaskWriter tasks) {
        Sizes sizes = Sizes.of(node);
        tasks.task(Kernel.BRANCH_PROJECT, sizes.groups())
                .set(Project.X, tasks.input(X))
                .set(Project.NORM_WEIGHT, tasks.input(NORM_WEIGHT)).set(Project.NORM_BIAS, tasks.input(NORM_BIAS))
                .set(Project.WEIGHT, tasks.input(FIRST_WEIGHT)).set(Project.Y, p).set(Project.NORMALIZED, normalized)
                .set(Project.CHANNELS, sizes.channels()).set(Project.OUTPUTS, sizes.projected())
                .set(Project.VOXELS, sizes.voxels()).set(Project.EPSILON, tasks.number(branch.epsilon()))
                .write();
    }

    public static long workspace(MixerBranch branch, Node node) {
        Sizes sizes = Sizes.of(node);
        WindowTasks windows = windows(branch, node);
        return (long) sizes.normalized() + sizes.image() + windows.elements()
                + FactorizeTasks.workspace(branch.factorization(), windows.matrices());
    }

    /**
     * p is projected again; its windows are factorized again, which gives z, and the gradient of each is pulled back to p.
     */
    public static void gradient(MixerBranch branch, VectorJacobianProduct product, Node node, TaskWriter tasks) {
        Sizes sizes = Sizes.of(node);
        WindowTasks windows = windows(branch, node);
        int elements = Math.toIntExact(windows.elements());
        WantedGradients wanted = WantedGradients.of(product, List.of(X, NORM_WEIGHT, NORM_BIAS, FIRST_WEIGHT,
                WantedGradients.NO_INPUT, SECOND_WEIGHT, SECOND_BIAS), tasks);
        int normalized = tasks.workspace();
        int p = normalized + sizes.normalized();
        int d = p + sizes.image();
        int matrices = d + sizes.image();
        int gradients = matrices + elements;
        int work = gradients + elements;
        int g = tasks.cotangent(product);
        double mean = 1.0 / branch.layout().shifts().size();
        project(branch, node, p, normalized, tasks);
        tasks.task(Kernel.BRANCH_LINEAR, sizes.groups())
                .set(Linear.X, g).set(Linear.WEIGHT, tasks.input(SECOND_WEIGHT))
                .set(Linear.OUTPUT_STEP, 1).set(Linear.INPUT_STEP, sizes.projected()).set(Linear.Y, d)
                .set(Linear.CHANNELS, sizes.channels()).set(Linear.OUTPUTS, sizes.projected()).set(Linear.VOXELS, sizes.voxels())
                .write();
        windows.matricize(p, matrices, tasks);
        windows.matricize(d, gradients, tasks);
        FactorizeGradientTasks.write(branch.factorization(), windows.matrices(), new FactorizeGradientTasks.Operands(matrices,
                tasks.input(U0), tasks.input(V0), gradients, gradients), work, tasks);
        windows.dematricize(gradients, mean, d, p, tasks);
        if (wanted.secondWeight() >= 0) {
            FactorizeTasks.forward(branch.factorization(), windows.matrices(), matrices, tasks.input(U0), tasks.input(V0),
                    matrices, work, tasks);
            windows.dematricize(matrices, mean, p, tasks);
        }
        if (wanted.parameters()) {
            // The windows are done with.
            sum(node, wanted, g, new Rows(normalized, p, d, matrices), tasks);
        }
        if (wanted.x() >= 0) {
            tasks.task(Kernel.BRANCH_INPUT_GRADIENT, sizes.groups())
                    .set(InputGradient.X, tasks.input(X)).set(InputGradient.NORM_WEIGHT, tasks.input(NORM_WEIGHT))
                    .set(InputGradient.FIRST_WEIGHT, tasks.input(FIRST_WEIGHT)).set(InputGradient.D, d)
                    .set(InputGradient.G, g).set(InputGradient.RESULT, wanted.x()).set(InputGradient.WORKSPACE, matrices)
                    .set(InputGradient.CHANNELS, sizes.channels()).set(InputGradient.HIDDEN, sizes.projected())
                    .set(InputGradient.VOXELS, sizes.voxels()).set(InputGradient.EPSILON, tasks.number(branch.epsilon()))
                    .write();
        }
    }

    /** Where the rows lie that are summed, and the working memory of the sums. */
    private record Rows(int normalized, int p, int d, int workspace) { }

    private static void sum(Node node, WantedGradients wanted, int g, Rows rows, TaskWriter tasks) {
        Sizes sizes = Sizes.of(node);
        ParameterSums sums = sums(sizes);
        int voxels = sizes.voxels();
        for (int image = 0; image < sizes.batch(); image++) {
            int projected = image * sizes.projected() * voxels;
            sums.add(image, new ParameterSums.Rows(g + image * sizes.channels() * voxels, voxels),
                    new ParameterSums.Rows(rows.p() + projected, voxels), new ParameterSums.Rows(rows.d() + projected, voxels),
                    new ParameterSums.Rows(rows.normalized() + image * sizes.channels() * sizes.length(), sizes.length()),
                    rows.workspace(), tasks);
        }
        sums.finish(wanted, tasks.input(NORM_WEIGHT), tasks.input(NORM_BIAS), tasks.input(FIRST_WEIGHT), rows.workspace(), tasks);
    }

    private static ParameterSums sums(Sizes sizes) {
        return new ParameterSums(sizes.channels(), sizes.projected(), Collections.nCopies(sizes.batch(), sizes.voxels()));
    }

    public static long gradientWorkspace(MixerBranch branch, Node node) {
        Sizes sizes = Sizes.of(node);
        WindowTasks windows = windows(branch, node);
        // The windows are factorized, too.
        long factorized = 2 * windows.elements() + Math.max(FactorizeTasks.workspace(branch.factorization(), windows.matrices()),
                FactorizeGradientTasks.workspace(branch.factorization(), windows.matrices()));
        return sizes.normalized() + 2L * sizes.image()
                + Math.max(factorized, Math.max(sums(sizes).workspace(), 2L * sizes.normalized()));
    }
}
