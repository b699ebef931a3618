package dev.factorizer.golden;

import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.models.metrics.ConnectedComponents;
import dev.factorizer.models.metrics.Connectivity;
import dev.factorizer.models.metrics.Instances;
import dev.factorizer.models.metrics.LesionAgreement;
import java.util.Map;

/** Of the kind {@code metric}: components and what follows from them. */
final class LesionOutputs {
    private final Shape shape;
    private final int[] space;
    private final float[] prediction;
    private final float[] target;

    LesionOutputs(GoldenCase golden) {
        this.shape = golden.tensor("input.target").shape();
        this.space = shape.spatial().sizes();
        this.prediction = golden.tensor("input.prediction").toFloats();
        this.target = golden.tensor("input.target").toFloats();
    }

    /** By name. */
    Map<String, Tensor> tensors() {
        int images = shape.size(0) * shape.size(1);
        int voxels = Math.toIntExact(shape.spatial().elements());
        int[] counts = new int[4 * images];
        double[] f1 = new double[images];
        double[] dice = new double[images];
        int[] full = new int[images * voxels];
        int[] faces = new int[images * voxels];
        for (int image = 0; image < images; image++) {
            Instances lesions = components(Connectivity.CORNERS, target, image * voxels);
            LesionAgreement found = LesionAgreement.of(lesions, components(Connectivity.CORNERS, prediction, image * voxels));
            counts[4 * image] = found.targets();
            counts[4 * image + 1] = found.predictions();
            counts[4 * image + 2] = found.detected();
            counts[4 * image + 3] = found.falsePositives();
            f1[image] = found.f1();
            dice[image] = found.dice();
            System.arraycopy(lesions.numbers(), 0, full, image * voxels, voxels);
            System.arraycopy(components(Connectivity.FACES, target, image * voxels).numbers(), 0, faces, image * voxels, voxels);
        }
        Shape scores = Shape.of(shape.size(0), shape.size(1));
        return Map.of("lesionCounts", Tensor.of(scores.append(4), counts), "lesionF1", Tensor.of(scores, f1),
                "lesionDice", Tensor.of(scores, dice), "componentsFull", Tensor.of(shape, full),
                "componentsFaces", Tensor.of(shape, faces));
    }

    private Instances components(Connectivity connectivity, float[] voxels, int start) {
        return new ConnectedComponents(connectivity).of(space, voxel -> voxels[start + voxel] == 0 ? 0 : 1);
    }
}
