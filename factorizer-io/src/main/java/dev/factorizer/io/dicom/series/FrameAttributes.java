package dev.factorizer.io.dicom.series;

import dev.factorizer.io.dicom.DicomDataset;
import dev.factorizer.io.dicom.Tag;
import dev.factorizer.io.files.MalformedFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * The attributes of one frame. In an image of several frames they are in functional groups (PS3.3 C.7.6.16): the frame's own go
 * before those that all frames share, and these before the attributes of the image itself.
 *
 * @param file for messages
 * @param image the image's own attributes
 * @param groups the items with functional groups, the frame's before the shared one; none in an image of one frame
 */
record FrameAttributes(Path file, DicomDataset image, List<DicomDataset> groups) {
    private static final String REMEDY = "; convert it to NIfTI with the scanner's own program or with dcm2niix";

    /** The attributes of a frame by its number. */
    static FrameAttributes of(Path file, DicomDataset image, int frame) {
        List<DicomDataset> own = image.sequence(Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE);
        return new FrameAttributes(file, image, own.isEmpty() ? List.of() : Stream.concat(Stream.of(own.get(frame)),
                image.sequence(Tag.SHARED_FUNCTIONAL_GROUPS_SEQUENCE).stream().limit(1)).toList());
    }

    private DicomDataset group(Tag sequence) {
        return ownGroup(sequence).orElse(image);
    }

    private Optional<DicomDataset> ownGroup(Tag sequence) {
        return groups.stream().flatMap(group -> group.sequence(sequence).stream().limit(1)).findFirst();
    }

    /**
     * Where the frame lies.
     *
     * @throws MalformedFileException if that is missing or impossible
     */
    PlaneGeometry plane() throws MalformedFileException {
        double[] position = required(groups.isEmpty() ? image : ownGroup(Tag.PLANE_POSITION_SEQUENCE).orElseThrow(() ->
                new MalformedFileException(file, "has a frame without PlanePositionSequence, expected one with ImagePositionPatient"
                        + REMEDY)), Tag.IMAGE_POSITION_PATIENT, 3);
        double[] directions = required(group(Tag.PLANE_ORIENTATION_SEQUENCE), Tag.IMAGE_ORIENTATION_PATIENT, 6);
        double[] spacing = required(group(Tag.PIXEL_MEASURES_SEQUENCE), Tag.PIXEL_SPACING, 2);
        try {
            return new PlaneGeometry(new Vector(position[0], position[1], position[2]),
                    new Vector(directions[0], directions[1], directions[2]), new Vector(directions[3], directions[4], directions[5]),
                    spacing[1], spacing[0]);
        } catch (IllegalArgumentException e) {
            throw new MalformedFileException(file, String.valueOf(e.getMessage()), e);
        }
    }

    private double[] required(DicomDataset group, Tag tag, int count) throws MalformedFileException {
        return group.numbers(tag, count).orElseThrow(() -> new MalformedFileException(file, "has no " + tag
                + ", expected " + count + " numbers that place it in the patient" + REMEDY));
    }

    /**
     * The distance of slices.
     *
     * @throws MalformedFileException if it is no number
     */
    Slice.Thickness thickness() throws MalformedFileException {
        DicomDataset measures = group(Tag.PIXEL_MEASURES_SEQUENCE);
        return new Slice.Thickness(measures.number(Tag.SPACING_BETWEEN_SLICES).orElse(0), measures.number(Tag.SLICE_THICKNESS).orElse(0));
    }

    /**
     * How stored numbers become values.
     *
     * @throws MalformedFileException if slope, intercept or table are impossible
     */
    StoredValues values() throws MalformedFileException {
        DicomDataset group = group(Tag.PIXEL_VALUE_TRANSFORMATION_SEQUENCE);
        List<DicomDataset> tables = image.sequence(Tag.MODALITY_LUT_SEQUENCE);
        try {
            if (!tables.isEmpty() && !group.has(Tag.RESCALE_SLOPE)) {
                return table(tables.getFirst());
            }
            return new StoredValues(group.number(Tag.RESCALE_SLOPE).orElse(1), group.number(Tag.RESCALE_INTERCEPT).orElse(0), 0, null);
        } catch (IllegalArgumentException e) {
            throw new MalformedFileException(file, String.valueOf(e.getMessage()), e);
        }
    }

    /** What the values are: RescaleType, else the type of the table, else the Units of PET; empty if none is there. */
    String unit() {
        return group(Tag.PIXEL_VALUE_TRANSFORMATION_SEQUENCE).text(Tag.RESCALE_TYPE)
                .or(() -> image.sequence(Tag.MODALITY_LUT_SEQUENCE).stream().findFirst().flatMap(item -> item.text(Tag.MODALITY_LUT_TYPE)))
                .or(() -> image.text(Tag.UNITS)).orElse("");
    }

    private StoredValues table(DicomDataset item) throws MalformedFileException {
        double[] descriptor = item.numbers(Tag.LUT_DESCRIPTOR, 3).orElseThrow(() -> new MalformedFileException(file,
                "has a ModalityLUTSequence without " + Tag.LUT_DESCRIPTOR + ", expected three numbers"));
        int[] entries = item.words(Tag.LUT_DATA);
        // 65536 entries are written as 0.
        int count = descriptor[0] == 0 ? 1 << 16 : (int) descriptor[0];
        if (count != entries.length) {
            throw new MalformedFileException(file, "has " + entries.length + " entries in " + Tag.LUT_DATA + ", expected " + count
                    + " as in " + Tag.LUT_DESCRIPTOR);
        }
        int first = (int) descriptor[1];
        // The first number is signed where the pixels are, but always read as unsigned.
        boolean signed = image.integer(Tag.PIXEL_REPRESENTATION).orElse(0) == 1;
        return new StoredValues(1, 0, signed ? (short) first : first, entries);
    }

    /**
     * What tells the frame apart from another in the same place.
     *
     * @throws MalformedFileException if a number isn't one
     */
    Map<VolumeKey, String> keys() throws MalformedFileException {
        Map<VolumeKey, String> keys = new EnumMap<>(VolumeKey.class);
        DicomDataset content = group(Tag.FRAME_CONTENT_SEQUENCE);
        DicomDataset diffusion = group(Tag.MR_DIFFUSION_SEQUENCE);
        put(keys, VolumeKey.TIME, image.number(Tag.TEMPORAL_POSITION_IDENTIFIER));
        put(keys, VolumeKey.TIME, content.number(Tag.TEMPORAL_POSITION_INDEX));
        put(keys, VolumeKey.DIFFUSION, image.number(Tag.SIEMENS_B_VALUE));
        put(keys, VolumeKey.DIFFUSION, diffusion.number(Tag.DIFFUSION_B_VALUE));
        for (DicomDataset direction : diffusion.sequence(Tag.DIFFUSION_GRADIENT_DIRECTION_SEQUENCE)) {
            keys.put(VolumeKey.GRADIENT, Arrays.toString(direction.numbers(Tag.DIFFUSION_GRADIENT_ORIENTATION)));
        }
        put(keys, VolumeKey.ECHO, image.number(Tag.ECHO_TIME));
        put(keys, VolumeKey.ECHO, group(Tag.MR_ECHO_SEQUENCE).number(Tag.EFFECTIVE_ECHO_TIME));
        put(keys, VolumeKey.TRIGGER, image.number(Tag.TRIGGER_TIME));
        put(keys, VolumeKey.TRIGGER, group(Tag.CARDIAC_SYNCHRONIZATION_SEQUENCE).number(Tag.NOMINAL_CARDIAC_TRIGGER_DELAY_TIME));
        put(keys, VolumeKey.ACQUISITION, image.number(Tag.ACQUISITION_NUMBER));
        put(keys, VolumeKey.ACQUISITION, content.number(Tag.FRAME_ACQUISITION_NUMBER));
        return keys;
    }

    private static void put(Map<VolumeKey, String> keys, VolumeKey key, OptionalDouble value) {
        if (value.isPresent()) {
            double number = value.getAsDouble();
            keys.put(key, number == Math.rint(number) && Math.abs(number) < 1e15 ? Long.toString((long) number) : Double.toString(number));
        }
    }

    /** ImageType, or what kind of frame it is. */
    String imageType() {
        for (Tag sequence : List.of(Tag.MR_IMAGE_FRAME_TYPE_SEQUENCE, Tag.CT_IMAGE_FRAME_TYPE_SEQUENCE, Tag.PET_FRAME_TYPE_SEQUENCE)) {
            Optional<String> type = ownGroup(sequence).flatMap(group -> group.text(Tag.FRAME_TYPE));
            if (type.isPresent()) {
                return type.get();
            }
        }
        return image.text(Tag.IMAGE_TYPE).orElse("");
    }

    /** The stack that the frame belongs to; empty if there is none. */
    String stack() {
        return ownGroup(Tag.FRAME_CONTENT_SEQUENCE).flatMap(group -> group.text(Tag.STACK_ID)).orElse("");
    }
}
