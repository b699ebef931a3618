package dev.factorizer.io.nrrd;

import dev.factorizer.io.files.MalformedFileException;
import dev.factorizer.io.volume.Affine;
import dev.factorizer.io.voxels.VoxelOrder;
import dev.factorizer.io.voxels.WorldAxes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Which axes of an image are axes of space, and where they lead.
 *
 * @param roles what each axis is: 0, 1 and 2 for x, y and z, or {@link VoxelOrder#CHANNEL}
 * @param affine voxel to world, RAS+ mm
 */
record NrrdGeometry(int[] roles, Affine affine) {
    private static final Set<String> OF_SPACE = Set.of("domain", "space", "none", "???");
    private static final String TIME = "-time";
    private static final Pattern QUOTED = Pattern.compile("\"([^\"]*)\"");

    /** Reads what a header says of geometry. */
    private static final class Reader {
        private final NrrdHeader header;
        private final Consumer<String> warnings;
        private final int axes;
        /** Of the space; 0 if there is none. */
        private int dimension;

        Reader(NrrdHeader header, Consumer<String> warnings) throws IOException {
            this.header = header;
            this.warnings = warnings;
            this.axes = header.dimension();
        }

        NrrdGeometry read() throws IOException {
            Optional<WorldAxes> named = space();
            List<double @Nullable []> directions = directions();
            int[] roles = roles(directions);
            int count = (int) IntStream.of(roles).filter(role -> role != VoxelOrder.CHANNEL).count();
            if (count < 1 || count > 3) {
                throw new MalformedFileException(header.file(), "has " + count + " axes of space of " + axes + ", expected 1 to 3");
            }
            if (named.isEmpty()) {
                warnings.accept((header.field("space").isPresent() ? "space is \"" + header.fields().get("space")
                        + "\", which does not say where left and right are" : "has no space") + "; its coordinates are taken to run to"
                        + " the left, the back and the top, as ITK does");
            }
            double[][] steps = new double[count][];
            for (int axis = 0; axis < axes; axis++) {
                if (roles[axis] != VoxelOrder.CHANNEL) {
                    steps[roles[axis]] = directions.isEmpty() ? step(roles[axis], axis) : directions.get(axis);
                }
            }
            try {
                return new NrrdGeometry(roles, named.orElse(WorldAxes.LPS).affine(steps, origin(roles, steps), unit()));
            } catch (IllegalArgumentException e) {
                throw new MalformedFileException(header.file(), "its directions and origin make no geometry: " + e.getMessage(), e);
            }
        }

        private Optional<WorldAxes> space() throws IOException {
            String space = header.field("space").orElse("").toLowerCase(Locale.ROOT);
            dimension = space.isEmpty() ? (int) header.whole("space dimension", 1, 0)
                    : space.endsWith(TIME) || space.matches("...t") ? 4 : 3;
            if (dimension > 4) {
                throw header.refused("space dimension", "1 to 4");
            }
            return switch (space.endsWith(TIME) ? space.substring(0, space.length() - TIME.length()) : space) {
                case "right-anterior-superior", "ras", "rast" -> Optional.of(WorldAxes.RAS);
                case "left-anterior-superior", "las", "last" -> Optional.of(WorldAxes.LAS);
                case "left-posterior-superior", "lps", "lpst" -> Optional.of(WorldAxes.LPS);
                case "", "scanner-xyz", "3d-right-handed", "3d-left-handed" -> Optional.empty();
                default -> throw header.refused("space", "right-anterior-superior, left-anterior-superior or left-posterior-superior");
            };
        }

        /** A vector or null for each axis; none at all if there is no such field. */
        private List<double @Nullable []> directions() throws IOException {
            Optional<String> field = header.field("space directions");
            if (field.isEmpty()) {
                return List.of();
            }
            if (dimension == 0) {
                throw new MalformedFileException(header.file(), "has space directions, but neither space nor space dimension");
            }
            List<double @Nullable []> directions = new ArrayList<>();
            Matcher words = Pattern.compile("\\(([^()]*)\\)|none|(\\S+)", Pattern.CASE_INSENSITIVE).matcher(field.get());
            while (words.find() && directions.size() <= axes) {
                if (words.group(2) != null) {
                    throw header.refused("space directions", "vectors such as (1,0,0), or none");
                }
                directions.add(words.group(1) == null ? null : direction(words.group(1)));
            }
            if (directions.size() != axes) {
                throw header.refused("space directions", axes + " vectors or none, one for each axis");
            }
            return directions;
        }

        /** Null for a step in time. */
        private double @Nullable [] direction(String text) throws IOException {
            double[] vector = vector("space directions", text);
            if (vector[3] == 0) {
                return vector;
            }
            if (vector[0] != 0 || vector[1] != 0 || vector[2] != 0) {
                throw header.refused("space directions", "each in space or in time");
            }
            return null;
        }

        private double[] vector(String name, String text) throws IOException {
            String[] words = text.split(",");
            if (words.length != dimension) {
                throw header.refused(name, "vectors of " + dimension + " numbers");
            }
            double[] vector = new double[4];
            for (int i = 0; i < words.length; i++) {
                vector[i] = header.number(name, words[i].strip());
            }
            return vector;
        }

        private int[] roles(List<double @Nullable []> directions) throws IOException {
            List<String> kinds = header.perAxis("kinds").orElse(List.of());
            if (kinds.stream().anyMatch(kind -> kind.equalsIgnoreCase("complex"))) {
                throw header.refused("kinds", "real numbers; save magnitude and phase as two");
            }
            int[] roles = new int[axes];
            int next = 0;
            for (int axis = 0; axis < axes; axis++) {
                boolean ofSpace = !directions.isEmpty() ? directions.get(axis) != null
                        : next < 3 && (kinds.isEmpty() || OF_SPACE.contains(kinds.get(axis).toLowerCase(Locale.ROOT)));
                roles[axis] = ofSpace ? next++ : VoxelOrder.CHANNEL;
            }
            return roles;
        }

        private double[] step(int role, int axis) throws IOException {
            double[] spacings = header.numbers("spacings").orElse(new double[0]);
            if (role == 0 && spacings.length == 0) {
                warnings.accept("has neither space directions nor spacings; voxels are taken to be 1 mm apart");
            }
            double[] step = new double[3];
            step[role] = spacings.length == 0 || Double.isNaN(spacings[axis]) ? 1 : spacings[axis];
            return step;
        }

        private double[] origin(int[] roles, double[][] steps) throws IOException {
            Optional<String> field = header.field("space origin");
            if (field.isPresent()) {
                if (!field.get().matches("\\([^()]*\\)") || dimension == 0) {
                    throw header.refused("space origin", "one vector in a space such as left-posterior-superior");
                }
                return vector("space origin", field.get().substring(1, field.get().length() - 1));
            }
            double[] origin = new double[3];
            Optional<double[]> mins = header.numbers("axis mins");
            if (mins.isPresent() && header.field("space directions").isEmpty()) {
                List<String> centers = header.perAxis("centers").orElse(List.of());
                for (int axis = 0; axis < axes; axis++) {
                    if (roles[axis] != VoxelOrder.CHANNEL && !Double.isNaN(mins.get()[axis])) {
                        // The least coordinate is that of the first voxel's border, unless samples are nodes.
                        boolean node = !centers.isEmpty() && centers.get(axis).equalsIgnoreCase("node");
                        int role = roles[axis];
                        origin[role] = mins.get()[axis] + (node || header.field("spacings").isEmpty() ? 0 : steps[role][role] / 2);
                    }
                }
            }
            return origin;
        }

        /** In mm. */
        private double unit() {
            Matcher words = QUOTED.matcher(header.field("space units").orElse(""));
            List<String> units = words.results().map(word -> word.group(1).toLowerCase(Locale.ROOT)).distinct().toList();
            double unit = units.size() != 1 ? 1 : switch (units.getFirst()) {
                case "m", "meter", "meters" -> 1000;
                case "cm", "centimeter", "centimeters" -> 10;
                case "um", "µm", "μm", "micron", "microns", "micrometer", "micrometers" -> 0.001;
                default -> 1;
            };
            if (unit != 1) {
                warnings.accept("space units are " + units.getFirst() + "; lengths are converted to mm, while ITK takes the numbers as"
                        + " they are");
            } else if (!units.isEmpty() && !Set.of("mm", "millimeter", "millimeters", "").containsAll(units)) {
                warnings.accept("space units are " + NrrdHeader.cut(String.join(", ", units)) + ", expected mm for all; lengths are taken"
                        + " as mm");
            }
            return unit;
        }
    }

    static NrrdGeometry of(NrrdHeader header, Consumer<String> warnings) throws IOException {
        return new Reader(header, warnings).read();
    }

    @Override
    public String toString() {
        return Arrays.toString(roles) + " " + affine;
    }
}
