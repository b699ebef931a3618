package dev.factorizer.golden;

import com.fasterxml.jackson.databind.JsonNode;
import dev.factorizer.io.nifti.NiftiHeader;
import dev.factorizer.io.nifti.NiftiImage;
import dev.factorizer.io.nifti.NiftiType;
import dev.factorizer.io.volume.Affine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;

/** One NIfTI file against what nibabel reads from it. */
final class VolumeCheck {
    /** Geometry comes from single-precision fields. */
    private static final double GEOMETRY = 1e-6;
    private static final double VALUES = 1e-12;
    private static final Set<String> ABOUT = Set.of("format", "kind", "file", "reference", "note");

    private final JsonNode expected;
    private final NiftiImage image;
    private final Set<String> unread;
    private double worst;
    private String where = "";

    private VolumeCheck(JsonNode expected, NiftiImage image) {
        this.expected = expected;
        this.image = image;
        this.unread = new TreeSet<>(expected.propertyStream().map(Map.Entry::getKey).toList());
        unread.removeAll(ABOUT);
    }

    static GoldenOutcome of(String name, Path file, JsonNode expected) throws IOException {
        VolumeCheck check = new VolumeCheck(expected, NiftiImage.read(file));
        try {
            check.header();
            check.geometry();
            check.values();
        } catch (MismatchException e) {
            return new GoldenOutcome.Failed(name, e.getMessage());
        }
        return check.unread.isEmpty() ? new GoldenOutcome.Passed(name, check.worst, check.where)
                : new GoldenOutcome.Unsupported(name, "fields " + check.unread + " are unknown");
    }

    private JsonNode read(String field) {
        unread.remove(field);
        return expected.path(field);
    }

    private void same(String field, Object found, Object wanted) {
        if (!found.equals(wanted)) {
            throw new MismatchException(field + " is " + found + ", expected " + wanted);
        }
    }

    private void close(String field, double found, double wanted, double scale, double allowed) {
        double error = Double.compare(found, wanted) == 0 ? 0 : Math.abs(found - wanted) / Math.max(scale, 1e-300);
        if (!(error <= allowed)) {
            throw new MismatchException(field + " is " + found + ", expected " + wanted + ", off by " + error + ", allowed "
                    + allowed);
        }
        if (error >= worst) {
            worst = error;
            where = field;
        }
    }

    private void header() {
        NiftiHeader header = image.header();
        same("shape", header.shape(), integers(read("shape")));
        same("dtype", header.type().label(), read("dtype").asText());
        same("bigEndian", header.bigEndian(), read("bigEndian").asBoolean());
        same("niftiVersion", header.version(), read("niftiVersion").asInt());
        same("sformCode", header.sformCode(), read("sformCode").asInt());
        same("qformCode", header.qformCode(), read("qformCode").asInt());
        same("description", header.descrip(), read("description").asText());
        same("units", List.of(header.spaceUnit(), header.timeUnit()), texts(read("units")));
        List<String> extensions = header.extensions().stream()
                .map(extension -> extension.code() + ": " + extension.content().length).toList();
        same("extensions", extensions, StreamSupport.stream(read("extensions").spliterator(), false)
                .map(extension -> extension.path("code").asInt() + ": " + extension.path("bytes").asInt()).toList());
        // nibabel takes the scaling out of the header once it has applied it: what it states is what is left to do.
        double slope = read("slope").asDouble();
        double intercept = read("intercept").asDouble();
        same("slope and intercept left", slope == 1 && intercept == 0 ? List.of(1.0, 0.0)
                : List.of(header.sclSlope(), header.sclInter()), List.of(slope, intercept));
    }

    private void geometry() {
        double[] affine = image.affine();
        List<Double> wanted = new ArrayList<>();
        read("affine").forEach(row -> row.forEach(number -> wanted.add(number.asDouble())));
        same("entries of the affine", affine.length, wanted.size());
        double scale = wanted.stream().mapToDouble(Math::abs).max().orElse(0);
        for (int i = 0; i < affine.length; i++) {
            close("affine[" + i / 4 + "][" + i % 4 + "]", affine[i], wanted.get(i), scale, GEOMETRY);
        }
        double[] zooms = image.header().zooms();
        JsonNode steps = read("zooms");
        same("number of zooms", zooms.length, steps.size());
        for (int i = 0; i < zooms.length; i++) {
            close("zooms[" + i + "]", zooms[i], steps.get(i).asDouble(), Math.abs(steps.get(i).asDouble()), GEOMETRY);
        }
        same("orientation", Affine.of(affine).axisCodes().letters(), read("orientation").asText());
    }

    private void values() {
        for (JsonNode sample : read("samples")) {
            List<Integer> index = integers(sample.path("index"));
            JsonNode value = sample.path("value");
            int channels = image.header().type() == NiftiType.RGB ? 3 : 1;
            same("values of a voxel", channels, value.isArray() ? value.size() : 1);
            for (int channel = 0; channel < channels; channel++) {
                double wanted = number(value.isArray() ? value.get(channel) : value);
                close("value at " + index, image.value(offset(index) * channels + channel), wanted, Math.abs(wanted), VALUES);
            }
        }
        double sum = 0;
        double magnitudes = 0;
        int finite = 0;
        for (double value : image.toDoubles()) {
            if (Double.isFinite(value)) {
                sum += value;
                magnitudes += Math.abs(value);
                finite++;
            }
        }
        double scale = read("sumAbs").asDouble();
        same("finite values", finite, read("finite").asInt());
        close("sum", sum, read("sum").asDouble(), scale, VALUES);
        close("sumAbs", magnitudes, scale, scale, VALUES);
    }

    /** The first index runs fastest. */
    private int offset(List<Integer> index) {
        int offset = 0;
        for (int axis = index.size() - 1; axis >= 0; axis--) {
            offset = offset * image.header().shape().get(axis) + index.get(axis);
        }
        return offset;
    }

    private static double number(JsonNode value) {
        return switch (value.asText()) {
            case "nan" -> Double.NaN;
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            default -> value.asDouble();
        };
    }

    private static List<Integer> integers(JsonNode node) {
        return StreamSupport.stream(node.spliterator(), false).map(JsonNode::asInt).toList();
    }

    private static List<String> texts(JsonNode node) {
        return StreamSupport.stream(node.spliterator(), false).map(JsonNode::asText).toList();
    }
}
