package dev.factorizer.golden;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.io.transforms.AddedNoise;
import dev.factorizer.io.transforms.AffineTransform;
import dev.factorizer.io.transforms.CropForeground;
import dev.factorizer.io.transforms.Flip;
import dev.factorizer.io.transforms.GaussianSmooth;
import dev.factorizer.io.transforms.IntensityTransform;
import dev.factorizer.io.transforms.Interpolation;
import dev.factorizer.io.transforms.MergeRegions;
import dev.factorizer.io.transforms.NormalizeIntensity;
import dev.factorizer.io.transforms.Orientation;
import dev.factorizer.io.transforms.Preprocessed;
import dev.factorizer.io.transforms.Preprocessing;
import dev.factorizer.io.transforms.ScaleIntensity;
import dev.factorizer.io.transforms.ShiftIntensity;
import dev.factorizer.io.transforms.Spacing;
import dev.factorizer.io.transforms.SpatialCrop;
import dev.factorizer.io.transforms.SpatialPad;
import dev.factorizer.io.transforms.SpatialTransform;
import dev.factorizer.io.transforms.SplitRegions;
import dev.factorizer.io.volume.Affine;
import dev.factorizer.io.volume.AxisCodes;
import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Kind {@code transform}: what is done to images before and after a network. */
final class TransformKind implements HostKind {
    private static final double MATRIX = 1e-12;

    @Override
    public Map<String, Tensor> compute(GoldenCase golden, Settings settings, Backend backend) {
        settings.stated("note");
        String name = settings.text("transform");
        return switch (name) {
            case "orientation" -> {
                settings.stated("from"); // what the affine says
                yield moved(golden, settings, new Orientation(new AxisCodes(settings.text("axisCodes"))));
            }
            case "flip" -> moved(golden, settings, new Flip(settings.integers("axes")));
            case "spacing" -> {
                settings.only("padding", "border");
                Spacing spacing = new Spacing(settings.numbers("spacing"), interpolation(settings), settings.flag("alignCorners"));
                yield withSize(settings.integers("outputSize"), moved(golden, settings, spacing));
            }
            case "cropForeground" -> cropForeground(golden, settings);
            case "pad" -> {
                settings.only("value", 0.0);
                yield moved(golden, settings, new SpatialPad(settings.integers("spatialSize")));
            }
            case "crop" -> moved(golden, settings, crop(settings));
            case "affine" -> moved(golden, settings, affine(settings));
            case "normaliseIntensity" -> changed(golden,
                    new NormalizeIntensity(settings.flag("nonzero"), settings.flag("channelWise")));
            case "gaussianSmooth" -> {
                settings.only("truncated", 4.0);
                yield changed(golden, new GaussianSmooth(settings.numbers("sigma")));
            }
            case "scaleIntensity" -> changed(golden, new ScaleIntensity(settings.number("factor")));
            case "shiftIntensity" -> changed(golden, new ShiftIntensity(settings.number("offset")));
            case "gaussianNoise" -> changed(golden, new AddedNoise(volume(golden.tensor("input.noise"), straight())));
            case "bratsRegions" -> {
                settings.stated("convention", "regions"); // names for the labels
                List<Set<Integer>> labels = settings.integerLists("labels").stream().<Set<Integer>>map(HashSet::new).toList();
                yield Map.of("label", tensor(new SplitRegions(labels).apply(input(golden, "label", straight()))));
            }
            case "mergeRegions" -> {
                settings.stated("regions");
                yield Map.of("label", tensor(new MergeRegions(settings.number("threshold"), settings.integers("values"))
                        .apply(input(golden, "probability", straight()))));
            }
            case "pipeline" -> pipeline(golden, settings);
            default -> throw new UnsupportedCaseException("transform \"" + name + "\" is unknown");
        };
    }

    private static Map<String, Tensor> changed(GoldenCase golden, IntensityTransform transform) {
        return Map.of("image", tensor(transform.apply(input(golden, "image", straight()))));
    }

    private static Map<String, Tensor> moved(GoldenCase golden, Settings settings, SpatialTransform transform) {
        Volume result = transform.apply(input(golden, "image", matrix(settings, "affine")));
        return Map.of("image", withoutTies(golden, tensor(result)), "affine", tensor(result.grid().affine()));
    }

    /** On a rounding tie the nearest voxel is any of two: there, nothing is compared. */
    private static Tensor withoutTies(GoldenCase golden, Tensor found) {
        Tensor ties = golden.tensors().get("input.tie");
        Tensor expected = golden.tensor("output.image");
        if (ties == null || !found.shape().equals(expected.shape())) {
            return found;
        }
        float[] values = found.toFloats();
        double[] golds = expected.toDoubles();
        double[] tie = ties.toDoubles();
        for (int i = 0; i < values.length; i++) {
            values[i] = tie[i % tie.length] == 1 ? (float) golds[i] : values[i];
        }
        return Tensor.of(found.shape(), values);
    }

    private static Map<String, Tensor> withSize(List<Integer> size, Map<String, Tensor> outputs) {
        Shape found = outputs.get("image").shape();
        if (!size.equals(List.of(found.size(1), found.size(2), found.size(3)))) {
            throw new MismatchException("output.image has shape " + found + ", but \"outputSize\" is " + size);
        }
        return outputs;
    }

    private static Map<String, Tensor> cropForeground(GoldenCase golden, Settings settings) {
        CropForeground crop = new CropForeground(settings.integers("margin"), settings.flag("allowSmaller"));
        Map<String, Tensor> outputs = moved(golden, settings, crop);
        if (settings.has("start")) {
            List<Integer> start = settings.integers("start");
            List<Integer> end = settings.integers("end");
            withSize(List.of(end.get(0) - start.get(0), end.get(1) - start.get(1), end.get(2) - start.get(2)), outputs);
        }
        return outputs;
    }

    private static SpatialCrop crop(Settings settings) {
        List<Integer> size = settings.integers("spatialSize");
        SpatialCrop stated = new SpatialCrop(settings.integers("start"), size);
        SpatialCrop crop = settings.has("centre") ? SpatialCrop.around(settings.integers("centre"), size) : stated;
        if (!crop.equals(stated)) {
            throw new MismatchException("the box starts at " + crop.start() + ", expected " + stated.start());
        }
        return crop;
    }

    private static AffineTransform affine(Settings settings) {
        settings.only("padding", "border");
        AffineTransform transform = AffineTransform.of(settings.numbers("rotate"), settings.numbers("scale"),
                interpolation(settings)).withSize(settings.integers("spatialSize"));
        Affine expected = matrix(settings, "matrix");
        if (!transform.matrix().isNear(expected, MATRIX)) {
            throw new MismatchException("the matrix is " + transform.matrix() + ", expected " + expected);
        }
        return transform;
    }

    /** The recipe's preprocessing, and what a network made of it carried back to the subject's own grid. */
    private static Map<String, Tensor> pipeline(GoldenCase golden, Settings settings) {
        settings.only("steps", List.of("cropForeground", "orientation RAS", "normaliseIntensity nonzero channelWise",
                "spacing bilinear alignCorners"));
        Preprocessing recipe = new Preprocessing(
                Optional.of(new CropForeground(settings.integers("margin"), settings.flag("allowSmaller"))),
                Optional.of(new Orientation(AxisCodes.RAS)), Optional.of(new NormalizeIntensity(true, true)),
                Optional.of(new Spacing(settings.numbers("spacing"), Interpolation.BILINEAR, true)), Optional.empty());
        Preprocessed prepared = recipe.apply(input(golden, "image", matrix(settings, "affine")));
        Tensor probability = golden.tensor("input.probability");
        Volume back = prepared.invert(volume(probability, prepared.volume().grid().affine()));
        Map<String, Tensor> outputs = new LinkedHashMap<>();
        outputs.put("image", tensor(prepared.volume()));
        outputs.put("affine", tensor(prepared.volume().grid().affine()));
        outputs.put("probability", tensor(back));
        outputs.put("probabilityAffine", tensor(back.grid().affine()));
        return outputs;
    }

    private static Interpolation interpolation(Settings settings) {
        String mode = settings.text("mode");
        return switch (mode) {
            case "bilinear" -> Interpolation.BILINEAR;
            case "nearest" -> Interpolation.NEAREST;
            default -> throw new UnsupportedCaseException("mode \"" + mode + "\" is unknown");
        };
    }

    private static Affine straight() {
        return Affine.diagonal(1, 1, 1);
    }

    private static Affine matrix(Settings settings, String key) {
        return Affine.of(settings.matrix(key));
    }

    private static Volume input(GoldenCase golden, String name, Affine affine) {
        return volume(golden.tensor("input." + name), affine);
    }

    private static Volume volume(Tensor tensor, Affine affine) {
        Shape shape = tensor.shape();
        return new Volume(new Grid(shape.size(1), shape.size(2), shape.size(3), affine), shape.size(0), tensor.toFloats());
    }

    private static Tensor tensor(Volume volume) {
        Grid grid = volume.grid();
        return Tensor.of(Shape.of(volume.channels(), grid.x(), grid.y(), grid.z()), volume.voxels());
    }

    private static Tensor tensor(Affine affine) {
        return Tensor.of(Shape.of(4, 4), affine.toArray());
    }
}
