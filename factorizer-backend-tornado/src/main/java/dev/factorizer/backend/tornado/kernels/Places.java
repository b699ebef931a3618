package dev.factorizer.backend.tornado.kernels;

/** Where an element lies that is counted in the order of some axes. */
final class Places {
    private Places() { }

    /**
     * The distance from the first element, in elements.
     *
     * @param index which element, counted in the order of the axes
     * @param settings hold for each axis, the fastest first, its size and its stride
     * @param from where in them the axes begin
     * @param to where they end
     */
    static int of(int index, int[] settings, int from, int to) {
        int place = 0;
        int rest = index;
        for (int axis = from; axis < to; axis += 2) {
            int size = settings[axis];
            int next = rest / size;
            place += (rest - next * size) * settings[axis + 1];
            rest = next;
        }
        return place;
    }
}
