package dev.factorizer.models.challenges;

import dev.factorizer.io.volume.Grid;
import dev.factorizer.models.metrics.InstanceOverlaps;
import dev.factorizer.models.metrics.Instances;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A case that is scored lesion by lesion.
 *
 * @param rules of the challenge
 * @param prediction its labels
 * @param target its labels
 */
record LesionWiseCase(BratsLesionWise rules, TissueLesions prediction, TissueLesions target) {
    List<LesionWiseScore> scores() {
        return rules.tissues().stream().map(this::score).toList();
    }

    private Instances targets(Tissue tissue) {
        Instances lesions = target.joined(tissue);
        for (Tissue other : tissue.joinedBy()) {
            lesions = TissueLesions.joinedByNeighbors(lesions, target.joined(other));
        }
        return lesions;
    }

    private Instances predictions(Tissue tissue) {
        Instances lesions = kept(tissue);
        for (Tissue other : tissue.joinedBy()) {
            lesions = TissueLesions.joinedByNeighbors(lesions, kept(other));
        }
        return lesions;
    }

    private Instances kept(Tissue tissue) {
        return switch (rules.predicted()) {
            case COMPONENTS -> prediction.components(tissue);
            case JOINED_BEYOND_VOXELS -> prediction.joinedBeyond(tissue, tissue.ignored());
            case JOINED_BEYOND_VOLUME -> prediction.joinedBeyond(tissue, tissue.ignored() / grid().affine().voxelVolume());
        };
    }

    private Grid grid() {
        return target.labels().grid();
    }

    private LesionWiseScore score(Tissue tissue) {
        Instances targets = targets(tissue);
        Instances predictions = predictions(tissue);
        double penalty = rules.penalty().distance(grid().sizes());
        SurfaceAgreement surfaces = new SurfaceAgreement(targets, predictions, grid().spacing(), rules.tolerances());
        Map<Long, Long> shared = new HashMap<>();
        for (InstanceOverlaps.Pair pair : targets.overlaps(predictions).pairs()) {
            shared.put((long) pair.first() << Integer.SIZE | pair.second(), pair.voxels());
        }
        BitSet matched = new BitSet();
        Growth growth = Growth.of(grid().sizes(), tissue.dilations());
        int found = 0;
        int missed = 0;
        double dice = 0;
        double distance = 0;
        double[] surfaceDice = new double[rules.tolerances().size()];
        for (int lesion = 1; lesion <= targets.count(); lesion++) {
            BitSet own = matches(growth, targets, lesion, predictions);
            matched.or(own);
            if (!(targets.voxels(lesion) * grid().affine().voxelVolume() > tissue.ignored())) {
                continue;
            }
            if (own.isEmpty()) {
                missed++;
                distance += penalty;
                continue;
            }
            found++;
            long first = (long) lesion << Integer.SIZE;
            long both = own.stream().mapToLong(number -> shared.getOrDefault(first | number, 0L)).sum();
            long sizes = targets.voxels(lesion) + own.stream().mapToLong(predictions::voxels).sum();
            dice += 2.0 * both / sizes;
            SurfaceAgreement.Scores scores = surfaces.of(lesion, own);
            distance += scores.hausdorff95();
            for (int i = 0; i < surfaceDice.length; i++) {
                surfaceDice[i] += scores.surfaceDice().get(i);
            }
        }
        int falsePositives = predictions.count() - matched.cardinality();
        int counted = rules.falsePositivesCount() ? falsePositives : 0;
        int all = found + missed + counted;
        List<Double> tolerances = new ArrayList<>();
        for (double sum : surfaceDice) {
            tolerances.add(all == 0 ? 1 : sum / all);
        }
        return new LesionWiseScore(tissue.name(), found, falsePositives, missed, all == 0 ? 1 : dice / all,
                all == 0 ? 0 : (distance + counted * penalty) / all, tolerances, whole(tissue, penalty));
    }

    /** The predicted lesions that a lesion meets after growth. */
    private static BitSet matches(Growth growth, Instances targets, int lesion, Instances predictions) {
        BitSet grown = growth.of(targets, number -> number == lesion);
        BitSet matches = new BitSet();
        predictions.forEachRun((number, from, to) -> {
            int voxel = grown.nextSetBit(from);
            if (voxel >= 0 && voxel < to) {
                matches.set(number);
            }
        });
        return matches;
    }

    private LesionWiseScore.Whole whole(Tissue tissue, double penalty) {
        Instances there = all(target.components(tissue));
        Instances found = all(prediction.components(tissue));
        long wanted = there.voxels();
        long predicted = found.voxels();
        long both = there.overlaps(found).pairs().stream().mapToLong(InstanceOverlaps.Pair::voxels).sum();
        long outside = grid().voxels() - wanted;
        double milliliters = grid().affine().voxelVolume() / 1000;
        double distance;
        if (wanted == 0 || predicted == 0) {
            distance = wanted + predicted == 0 ? 0 : penalty;
        } else {
            BitSet one = new BitSet();
            one.set(1);
            distance = new SurfaceAgreement(there, found, grid().spacing(), List.of()).of(1, one).hausdorff95();
        }
        return new LesionWiseScore.Whole(wanted + predicted == 0 ? 1 : 2.0 * both / (wanted + predicted), distance,
                wanted > 0 ? (double) both / wanted : predicted == 0 ? 1 : 0,
                outside == 0 ? 0 : (double) (outside - (predicted - both)) / outside, wanted * milliliters, predicted * milliliters);
    }

    private static Instances all(Instances components) {
        return components.grouped(IntStream.range(0, components.count()).map(i -> 1).toArray());
    }
}
