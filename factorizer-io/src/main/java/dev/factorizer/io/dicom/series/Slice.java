package dev.factorizer.io.dicom.series;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One slice of a volume: all that is needed to sort it before its pixels are read.
 *
 * @param place where its pixels are
 * @param size columns and rows
 * @param plane where they lie
 * @param thickness its step to a next slice, used only where there is no other
 * @param unit what its values are, such as HU; empty if the file doesn't say
 * @param keys what tells it apart from another in the same place
 * @param imageType ImageType or FrameType, joined by backslashes
 * @param stack StackID, or empty
 * @param instance SOPInstanceUID of its image
 * @param order InstanceNumber and the number of the frame; negative if there is none
 */
record Slice(Place place, Size size, PlaneGeometry plane, Thickness thickness, String unit, Map<VolumeKey, String> keys,
        String imageType, String stack, String instance, long order) {
    /** Copies the keys. */
    Slice {
        keys = Map.copyOf(keys);
    }

    /** For messages: the file, inside an archive the archive and the entry. */
    Path file() {
        return place.file();
    }

    /** For messages: the file's name, and the frame where there are several. */
    String name() {
        return place.describe();
    }

    /**
     * Where pixels are.
     *
     * @param entry the file's name in its container
     * @param file the same for messages, with that of the container
     * @param frame the frame's number, from 0
     * @param frames how many the file has
     * @param tile the tile of a mosaic; {@code null} for a whole frame
     */
    record Place(String entry, Path file, int frame, int frames, @Nullable Tile tile) {
        String describe() {
            String name = file.getFileName().toString();
            return tile != null ? name + " tile " + (tile.number() + 1) : frames > 1 ? name + " frame " + (frame + 1) : name;
        }
    }

    /**
     * A tile of a mosaic.
     *
     * @param number from 0
     * @param column its first column in the frame
     * @param row its first row in the frame
     * @param stride the columns of the frame
     */
    record Tile(int number, int column, int row, int stride) { }

    /**
     * How many pixels.
     *
     * @param columns along a row
     * @param rows along a column
     * @param samples for each pixel: 3 for colors
     */
    record Size(int columns, int rows, int samples) {
        String describe() {
            return columns + "×" + rows + (samples == 1 ? "" : " with " + samples + " colors");
        }
    }

    /**
     * What the file says about the distance of slices, 0 where it says nothing.
     *
     * @param spacing SpacingBetweenSlices, in mm
     * @param thickness SliceThickness, in mm
     */
    record Thickness(double spacing, double thickness) { }
}
