package dev.factorizer.io.dicom.series;

import dev.factorizer.io.dicom.DicomFile;
import dev.factorizer.io.dicom.DicomFrames;
import dev.factorizer.io.files.MalformedFileException;
import dev.factorizer.io.files.Printable;
import dev.factorizer.io.volume.Volume;
import dev.factorizer.io.volume.VolumeFrame;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A series of images of one scan that may make one volume: all images with one SeriesInstanceUID, or the part of them that has one
 * orientation, size and spacing. Its images were looked through, its pixels are read by {@link #read}.
 */
public final class DicomSeries {
    private final SeriesHeader header;
    private final int part;
    private final String difference;
    private final List<Slice> slices;
    private final Optional<MalformedFileException> refusal;
    private final DicomContainer container;
    private final List<String> warnings;

    /** One element of a volume. */
    private record Element(Slice slice, int channel, int index) { }

    /**
     * @param part its number among those of the series, from 1; 0 if it is the only one
     * @param difference what tells it from other parts that look alike, for a list; may be empty
     * @param slices its slices; none if it is refused
     * @param refusal why it can't be a volume
     * @param container where its files are
     * @param warnings about the files
     */
    DicomSeries(SeriesHeader header, int part, String difference, List<Slice> slices, Optional<MalformedFileException> refusal,
            DicomContainer container, List<String> warnings) {
        this.header = header;
        this.part = part;
        this.difference = difference;
        this.slices = slices;
        this.refusal = refusal;
        this.container = container;
        this.warnings = warnings.stream().map(Printable::of).toList();
    }

    /** {@return SeriesInstanceUID; empty if the files have none} */
    public String uid() {
        return header.uid();
    }

    /** {@return SeriesNumber as text; empty if the files have none} */
    public String number() {
        return header.number();
    }

    /** {@return SeriesDescription; empty if the files have none} */
    public String description() {
        return header.description();
    }

    /** {@return such as CT or MR; empty if the files don't say} */
    public String modality() {
        return header.modality();
    }

    /** {@return its number among the parts of a series that makes no single volume, from 1; 0 if it is all of the series} */
    public int part() {
        return part;
    }

    /** {@return how many slices it has, those of all channels} */
    public int slices() {
        return slices.size();
    }

    /**
     * {@return one line for a list, such as {@code 4/1: CT "Abdomen", 20 axial slices of 512×512, UID 1.2.3}: what may be chosen
     * is before the colon, or the UID in its place}
     */
    public String describe() {
        String series = !header.number().isEmpty() ? header.number() : header.uid().isEmpty() ? "no number" : header.uid();
        String name = series + (part == 0 ? "" : "/" + part);
        String what = refusal.isPresent() ? "no slices (" + refusal.get().getMessage() + ")" : slices.size() + " "
                + slices.getFirst().plane().describe() + (slices.size() == 1 ? " slice of " : " slices of ")
                + slices.getFirst().size().describe() + (slices.getFirst().imageType().contains("LOCALIZER") ? " (localizer)" : "")
                + (difference.isEmpty() ? "" : " (" + difference + ")");
        return name + ": " + (header.modality().isEmpty() ? "" : header.modality() + " ")
                + (header.description().isEmpty() ? "" : "\"" + header.description() + "\", ") + what
                + (header.uid().isEmpty() ? "" : ", UID " + header.uid());
    }

    /**
     * Reads the pixels. Slices are sorted along their normal, (x, y, z) are column, row and slice, and the affine comes from the
     * first and the last position. Several slices in each place become channels if time, echo, diffusion, acquisition or the order of
     * InstanceNumber tells them apart. Values are those of RescaleSlope and RescaleIntercept of each slice, or of the Modality LUT.
     *
     * @return the volume, with warnings
     * @throws MalformedFileException if the images make no volume (missing or duplicate slices, mixed spacings), or one is damaged
     * @throws IOException if the disk fails
     */
    public Volume read() throws IOException {
        if (refusal.isPresent()) {
            throw refusal.get();
        }
        SliceStack stack = SliceStack.of(slices);
        int samples = slices.getFirst().size().samples();
        int channels = stack.channels().size() * samples;
        try {
            stack.grid().values(channels);
        } catch (IllegalArgumentException e) {
            throw new MalformedFileException(container.path(), String.valueOf(e.getMessage()), e);
        }
        WarningCounts found = new WarningCounts();
        VolumeAssembly assembly = new VolumeAssembly(stack.grid(), channels);
        Map<String, List<Element>> files = elements(stack);
        container.read(files.keySet(), (entry, file) -> add(file, Objects.requireNonNull(files.get(entry), "a file that was not asked for"),
                samples, assembly, found));
        Set<String> all = new LinkedHashSet<>(warnings);
        stack.warnings().forEach(warning -> all.add(Printable.of(warning)));
        all.addAll(found.sentences());
        return new Volume(new VolumeFrame(stack.grid(), Optional.empty(), List.copyOf(all)), channels, assembly.voxels(),
                Collections.nCopies(channels, container.path().toString()));
    }

    /** What each file holds, the files in the order of the slices. */
    private static Map<String, List<Element>> elements(SliceStack stack) {
        Map<String, List<Element>> elements = new LinkedHashMap<>();
        for (int channel = 0; channel < stack.channels().size(); channel++) {
            List<Slice> along = stack.channels().get(channel);
            for (int index = 0; index < along.size(); index++) {
                elements.computeIfAbsent(along.get(index).place().entry(), none -> new ArrayList<>())
                        .add(new Element(along.get(index), channel, index));
            }
        }
        return elements;
    }

    private static void add(DicomFile file, List<Element> elements, int samples, VolumeAssembly assembly, WarningCounts found)
            throws IOException {
        DicomFrames frames = file.frames();
        for (String warning : frames.warnings()) {
            found.add(file.name(), warning);
        }
        FramePixels pixels = new FramePixels(file, frames);
        for (Element element : elements) {
            for (int sample = 0; sample < samples; sample++) {
                assembly.add(element.index(), element.channel() * samples + sample, pixels.of(element.slice(), sample));
            }
        }
    }

    @Override
    public String toString() {
        return describe();
    }
}
