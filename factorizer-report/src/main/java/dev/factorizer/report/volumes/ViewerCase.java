package dev.factorizer.report.volumes;

import dev.factorizer.io.images.Volumes;
import dev.factorizer.io.volume.Volume;
import dev.factorizer.report.cohort.CaseFiles;
import dev.factorizer.report.volumes.ViewerLayer.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/**
 * The volumes of a case that the viewer shows, cut to what is in them and coarsened until they are small enough to be sent.
 *
 * @param layers the image first
 * @param step how many voxels of the image a voxel of the viewer's has along each axis
 * @param mapStep the same for probabilities, entropy and components
 */
public record ViewerCase(List<ViewerLayer> layers, int step, int mapStep) {
    private static final int DARK = 12;

    /** Copies the list. */
    public ViewerCase {
        layers = List.copyOf(layers);
    }

    /** Which intensities of a channel are black and white. */
    public interface Gray {
        /** {@return the intensity that is black} */
        double low();

        /** {@return the intensity that is white} */
        double high();
    }

    /** A layer before its size is known. */
    private record Draft(String name, Kind kind, IntToDoubleFunction values, double low, double high) { }

    /**
     * Makes them.
     *
     * @param files of the case
     * @param volumes image, truth and prediction
     * @param channels the names of the probabilities' channels; more channels are called by their numbers
     * @param components of the case
     * @param gray its window
     * @param most characters of all layers together
     * @return the layers
     * @throws IOException if a file can't be read or doesn't lie on the case's grid
     */
    public static ViewerCase of(CaseFiles files, CaseVolumes volumes, List<String> channels, List<ComponentMap> components, Gray gray,
            long most) throws IOException {
        float[] image = volumes.image().voxels();
        double dark = gray.low() + DARK * (gray.high() - gray.low()) / 255;
        ReducedGrid whole = ReducedGrid.around(volumes.truth().grid(), voxel -> image[voxel] > dark
                || volumes.truth().voxels()[voxel] != 0 || volumes.prediction().voxels()[voxel] != 0);
        List<Draft> drafts = maps(files, volumes, channels, components);
        for (int round = 0;; round++) {
            // The maps are smooth, so they are the first to become coarser.
            int step = 1 + round / 2;
            int mapStep = 1 + (round + 1) / 2;
            List<ViewerLayer> layers = new ArrayList<>();
            layers.add(new ViewerLayer("image", Kind.IMAGE, whole.by(step).means(voxel -> image[voxel], gray.low(), gray.high()),
                    gray.low(), gray.high()));
            layers.add(new ViewerLayer("truth", Kind.TRUTH, whole.by(step).labels(volumes.truth().voxels()), 0, most(volumes.truth())));
            layers.add(new ViewerLayer("prediction", Kind.PREDICTION, whole.by(step).labels(volumes.prediction().voxels()), 0,
                    most(volumes.prediction())));
            long size = size(layers);
            for (Draft draft : drafts) {
                if (size <= most) {
                    layers.add(new ViewerLayer(draft.name(), draft.kind(), whole.by(mapStep).means(draft.values(), draft.low(), draft.high()),
                            draft.low(), draft.high()));
                    size += layers.getLast().base64().length();
                }
            }
            if (size <= most || whole.by(step).voxels() == 1) {
                return new ViewerCase(layers, step, mapStep);
            }
        }
    }

    private static long size(List<ViewerLayer> layers) {
        return layers.stream().mapToLong(layer -> layer.base64().length()).sum();
    }

    private static List<Draft> maps(CaseFiles files, CaseVolumes volumes, List<String> channels, List<ComponentMap> components)
            throws IOException {
        List<Draft> drafts = new ArrayList<>();
        int count = volumes.truth().grid().voxels();
        if (files.probabilities().isPresent()) {
            Volume probabilities = CaseVolumes.onGrid(Volumes.read(files.probabilities().get()), files.probabilities().get(),
                    volumes.truth().grid());
            for (int i = 0; i < probabilities.channels(); i++) {
                int from = i * count;
                String name = i < channels.size() ? channels.get(i) : "channel " + i;
                if (!name.isEmpty()) {
                    drafts.add(new Draft("probability of " + name, Kind.PROBABILITY, voxel -> probabilities.voxels()[from + voxel], 0, 1));
                }
            }
        }
        if (files.entropy().isPresent()) {
            Volume entropy = CaseVolumes.onGrid(Volumes.read(files.entropy().get()), files.entropy().get(), volumes.truth().grid());
            drafts.add(new Draft("entropy", Kind.ENTROPY, voxel -> largest(entropy, voxel, count), 0, highest(entropy)));
        }
        for (ComponentMap one : components) {
            Volume map = CaseVolumes.onGrid(Volumes.read(one.file()), one.file(), volumes.truth().grid());
            drafts.add(new Draft(one.title(), Kind.COMPONENT, voxel -> map.voxels()[voxel], 0, highest(map)));
        }
        return drafts;
    }

    private static double largest(Volume volume, int voxel, int count) {
        double largest = Double.NaN;
        for (int channel = 0; channel < volume.channels(); channel++) {
            float value = volume.voxels()[channel * count + voxel];
            largest = Float.isFinite(value) && !(value <= largest) ? value : largest;
        }
        return largest;
    }

    /** The largest label that gets a color. */
    private static double most(Volume labels) {
        return Math.min(255, highest(labels));
    }

    /** The largest finite value; 1 if there is none above 0. */
    private static double highest(Volume volume) {
        float highest = 0;
        for (float value : volume.voxels()) {
            highest = Float.isFinite(value) ? Math.max(highest, value) : highest;
        }
        return highest > 0 ? highest : 1;
    }
}
