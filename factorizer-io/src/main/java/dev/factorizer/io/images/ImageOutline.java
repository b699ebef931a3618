package dev.factorizer.io.images;

import dev.factorizer.io.files.MalformedFileException;
import dev.factorizer.io.volume.Volume;
import dev.factorizer.io.volume.VolumeFrame;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Where the voxels of an image lie and how many values each has, without the values.
 *
 * @param frame grid, header and warnings
 * @param channels how many values a voxel has
 */
public record ImageOutline(VolumeFrame frame, int channels) {
    /**
     * Reads an outline as {@link Volumes#read} would find it: of a NIfTI file only the header is read, an image of another format is
     * read whole.
     *
     * @param file an image
     * @return its outline
     * @throws MalformedFileException if it is damaged, as far as the header shows it
     * @throws IOException if it can't be read
     */
    public static ImageOutline read(Path file) throws IOException {
        if (ImageFormat.of(ImageStart.of(file)) == ImageFormat.NIFTI) {
            return NiftiVolumes.outline(file);
        }
        Volume volume = Volumes.read(file);
        return new ImageOutline(volume.frame(), volume.channels());
    }
}
