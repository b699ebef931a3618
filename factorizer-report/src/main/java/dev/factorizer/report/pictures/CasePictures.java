package dev.factorizer.report.pictures;

import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;
import dev.factorizer.report.volumes.CaseVolumes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * Three planes through a lesion of a case; of a flat image, the one plane it has.
 *
 * @param center where they meet
 * @param window which intensities are black and white
 * @param planes the pictures
 */
public record CasePictures(LesionCenter center, IntensityWindow window, List<PlanePicture> planes) {
    private static final int MARGIN = 4;
    private static final int LEAST_SIDE = 16;
    private static final int DARK = 12;

    /** Copies the list. */
    public CasePictures {
        planes = List.copyOf(planes);
    }

    /**
     * Draws a case.
     *
     * @param volumes image, truth and prediction
     * @param labels of the region whose outlines are drawn
     * @param window which intensities are black and white
     * @param most pixels of a side of a picture
     * @return its pictures
     * @throws IOException if a picture can't be encoded
     */
    public static CasePictures of(CaseVolumes volumes, Set<Integer> labels, IntensityWindow window, int most) throws IOException {
        Grid grid = volumes.truth().grid();
        IntPredicate truth = CaseVolumes.inside(volumes.truth(), labels);
        IntPredicate prediction = CaseVolumes.inside(volumes.prediction(), labels);
        LesionCenter center = LesionCenter.of(grid, truth, prediction);
        List<PlanePicture> planes = new ArrayList<>();
        for (AnatomicalPlane plane : AnatomicalPlane.values()) {
            PlaneView view = PlaneView.through(grid, plane, center.voxel());
            // A flat image has a side of one voxel in two of the planes.
            if (view.width() > 1 && view.height() > 1) {
                planes.add(picture(view, volumes.image(), window, truth, prediction, most));
            }
        }
        return new CasePictures(center, window, planes);
    }

    private static PlanePicture picture(PlaneView view, Volume image, IntensityWindow window, IntPredicate truth,
            IntPredicate prediction, int most) throws IOException {
        int[] voxels = view.voxels();
        int[] grays = new int[voxels.length];
        boolean[] there = new boolean[voxels.length];
        boolean[] found = new boolean[voxels.length];
        for (int i = 0; i < voxels.length; i++) {
            grays[i] = window.gray(image.voxels()[voxels[i]]);
            there[i] = truth.test(voxels[i]);
            found[i] = prediction.test(voxels[i]);
        }
        Frame frame = Frame.around(view.width(), view.height(), i -> grays[i] > DARK || there[i] || found[i]);
        byte[] shown = new byte[frame.width() * frame.height()];
        boolean[] truthShown = new boolean[shown.length];
        boolean[] predictionShown = new boolean[shown.length];
        for (int i = 0; i < shown.length; i++) {
            int from = (frame.top() + i / frame.width()) * view.width() + frame.left() + i % frame.width();
            shown[i] = (byte) grays[from];
            truthShown[i] = there[from];
            predictionShown[i] = found[from];
        }
        byte[] png = new GrayPicture(frame.width(), frame.height(), shown).within(most).png();
        return new PlanePicture(view.plane(), view.slice(), png, frame.width(), frame.height(), view.pixelWidth(), view.pixelHeight(),
                Outline.of(truthShown, frame.width()), Outline.of(predictionShown, frame.width()), view.plane().letters());
    }

    /** The part of a slice that shows something. */
    private record Frame(int left, int top, int width, int height) {
        static Frame around(int width, int height, IntPredicate shows) {
            int left = width;
            int right = -1;
            int top = height;
            int bottom = -1;
            for (int i = 0; i < width * height; i++) {
                if (shows.test(i)) {
                    left = Math.min(left, i % width);
                    right = Math.max(right, i % width);
                    top = Math.min(top, i / width);
                    bottom = Math.max(bottom, i / width);
                }
            }
            int[] across = widened(left, right, width);
            int[] down = widened(top, bottom, height);
            return new Frame(across[0], down[0], across[1] - across[0], down[1] - down[0]);
        }

        private static int[] widened(int from, int to, int size) {
            if (to < from || to - from < LEAST_SIDE && size <= LEAST_SIDE * 2) {
                return new int[] {0, size};
            }
            int missing = Math.max(0, LEAST_SIDE - (to - from + 1)) / 2 + MARGIN;
            return new int[] {Math.max(0, from - missing), Math.min(size, to + 1 + missing)};
        }
    }
}
