package dev.factorizer.models.inference;

import dev.factorizer.io.bundle.Labels;
import dev.factorizer.io.bundle.Region;
import dev.factorizer.io.files.AtomicFile;
import dev.factorizer.io.images.Volumes;
import dev.factorizer.io.nifti.NiftiImage;
import dev.factorizer.io.volume.Volume;
import dev.factorizer.io.volume.VolumeFrame;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was found in a scan, on the scan's own grid. A voxel takes one or two bytes; volumes are made when they are asked for,
 * and what was not to be kept is not there.
 */
public final class Segmentation {
    private final FoundVoxels found;
    private final VolumeFrame scan;
    private final Labels labels;
    /** Null before it is asked for. */
    private @Nullable Volume map;

    Segmentation(FoundVoxels found, VolumeFrame scan, Labels labels) {
        this.found = found;
        this.scan = scan;
        this.labels = labels;
    }

    /**
     * {@return the map of labels on the scan's grid, with its header: for each voxel that of its class, or of the first region it
     * belongs to, else 0; write it with {@code Volumes.writeLabels}}
     */
    public Volume labels() {
        if (map == null) {
            float[] values = new float[scan.grid().voxels()];
            for (int i = 0; i < values.length; i++) {
                values[i] = label(i);
            }
            map = scan.volume(1, values);
        }
        return map;
    }

    /** {@return the map of labels as an image to be written, without a volume of numbers in between} */
    public NiftiImage labelImage() {
        return Volumes.labelImage(scan, this::label);
    }

    /**
     * The same map as the content of one file, to be written together with others.
     *
     * @param file where it will be written: {@code .png} for a scan that is a picture, {@code .nii} or {@code .nii.gz}
     * @return the content
     * @throws IllegalArgumentException if the ending is another, or the scan has several slices and is to be a picture
     */
    public AtomicFile.Content labelContent(Path file) {
        return Volumes.labelContent(scan, this::label, file);
    }

    private int label(int voxel) {
        return found.codes().value(found.code(voxel));
    }

    /**
     * {@return the probability of each region, a channel per region of the model's labels on the scan's grid, with its header;
     * outside of what the network sees 0, but 1 for the background}
     * @throws IllegalStateException if they were not kept
     */
    public Volume probabilities() {
        float[] values = found.probabilities();
        if (values == null) {
            throw new IllegalStateException("segmentation: the probabilities were not kept; ask for them by"
                    + " SegmentationSettings.withProbabilities()");
        }
        return scan.volume(labels.regions().size(), values);
    }

    /**
     * How unsure the mean of all models and flips is: −Σ p ln p, in nats, made on the network's grid and brought back as
     * probabilities are; 0 outside of what the network sees.
     *
     * @return a channel per region that may overlap, of p and 1 − p; or one over all classes
     * @throws IllegalStateException if it was not kept
     */
    public Volume entropy() {
        float[] values = found.entropy();
        if (values == null) {
            throw new IllegalStateException("segmentation: the entropy was not kept; ask for it by"
                    + " SegmentationSettings.withUncertainty()");
        }
        return scan.volume(found.measures(), values);
    }

    /**
     * {@return how much the members disagree: the entropy of their mean probabilities minus the mean of their entropies, that is
     * the mutual information of member and label, in nats; channels as in {@link #entropy}. Members are the models, or the flips
     * of a single one; empty if there is only one, or it was not kept}
     */
    public Optional<Volume> disagreement() {
        return Optional.ofNullable(found.disagreement()).map(values -> scan.volume(found.measures(), values));
    }

    /** {@return the names of what can be found, in the order of the network's channels, without the background} */
    public List<String> regions() {
        return labels.regions().stream().filter(region -> region.value() > 0).map(Region::name).toList();
    }

    /**
     * The voxels of a region: those whose probability reaches the threshold, whether or not another region covers them in the
     * map of labels; or those of a class.
     *
     * @param region its name
     * @return one channel of 0 and 1 on the scan's grid, with its header
     * @throws IllegalArgumentException if there is no such region
     * @throws IllegalStateException if there are more than 16 regions that may overlap, and the probabilities were not kept
     */
    public Volume mask(String region) {
        int channel = channel(region);
        int voxels = scan.grid().voxels();
        float[] mask = new float[voxels];
        for (int i = 0; i < voxels; i++) {
            mask[i] = found.has(channel, i) ? 1 : 0;
        }
        return scan.volume(1, mask);
    }

    /**
     * The volume of a region, all parts together, as {@link #mask} has it.
     *
     * @param region its name
     * @return milliliters
     * @throws IllegalArgumentException if there is no such region
     */
    public double millilitersOf(String region) {
        return found.count(channel(region)) * scan.grid().affine().voxelVolume() / 1000;
    }

    private int channel(String region) {
        int channel = regions().contains(region) ? labels.regions().stream().map(Region::name).toList().indexOf(region) : -1;
        if (channel < 0) {
            throw new IllegalArgumentException("segmentation: there is no region \"" + region + "\", expected one of "
                    + regions());
        }
        return channel;
    }
}
