package dev.factorizer.models.challenges;

import dev.factorizer.io.volume.Volume;
import dev.factorizer.models.metrics.ConnectedComponents;
import dev.factorizer.models.metrics.Connectivity;
import dev.factorizer.models.metrics.InstanceOverlaps;
import dev.factorizer.models.metrics.Instances;
import java.util.BitSet;
import java.util.stream.IntStream;

/**
 * The lesions of a tissue in a map of labels, as a challenge counts them.
 *
 * @param labels one channel
 */
record TissueLesions(Volume labels) {
    private static final ConnectedComponents ALL_NEIGHBORS = new ConnectedComponents(Connectivity.CORNERS);

    /** Connected components. */
    Instances components(Tissue tissue) {
        float[] voxels = labels.voxels();
        return ALL_NEIGHBORS.of(labels.grid().sizes(),
                voxel -> voxels[voxel] != 0 && tissue.labels().contains((int) voxels[voxel]) ? 1 : 0);
    }

    /** Components that touch after growth are one. */
    Instances joined(Tissue tissue) {
        Instances components = components(tissue);
        int[] sizes = labels.grid().sizes();
        BitSet grown = Growth.of(sizes, tissue.dilations()).of(components, number -> true);
        Instances clusters = ALL_NEIGHBORS.of(sizes, voxel -> grown.get(voxel) ? 1 : 0);
        int[] groups = new int[components.count()];
        for (InstanceOverlaps.Pair pair : components.overlaps(clusters).pairs()) {
            groups[pair.first() - 1] = pair.second();
        }
        return components.grouped(groups);
    }

    /** The same without those of few voxels. */
    Instances joinedBeyond(Tissue tissue, double voxels) {
        Instances all = joined(tissue);
        return all.grouped(IntStream.rangeClosed(1, all.count()).map(number -> all.voxels(number) <= voxels ? 0 : number).toArray());
    }

    /** Lesions that have the same first neighbor among others are one; those that have none stay what they are. */
    static Instances joinedByNeighbors(Instances lesions, Instances others) {
        int[] numbers = others.numbers();
        int[] first = new int[lesions.count()];
        Growth growth = Growth.of(lesions.sizes(), 1);
        lesions.forEachRun((lesion, from, to) -> growth.forEachRow(from, to, (start, end) -> {
            for (int voxel = start; voxel < end; voxel++) {
                int neighbor = numbers[voxel];
                if (neighbor != 0 && (first[lesion - 1] == 0 || neighbor < first[lesion - 1])) {
                    first[lesion - 1] = neighbor;
                }
            }
        }));
        return lesions.grouped(IntStream.range(0, first.length).map(i -> first[i] == 0 ? i + 1 : lesions.count() + first[i]).toArray());
    }
}
