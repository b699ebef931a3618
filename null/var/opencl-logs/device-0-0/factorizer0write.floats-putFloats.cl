#pragma OPENCL EXTENSION cl_khr_fp64 : enable  
#pragma OPENCL EXTENSION cl_khr_fp16 : enable  
#pragma OPENCL EXTENSION cl_khr_int64_base_atomics : enable  
__kernel void putFloats(__global long *_kernel_context, __constant uchar *_constant_region, __local uchar *_local_region, __global int *_atomics, __global uchar *memory, __global uchar *staging, __global uchar *range)
{
  long l_19, l_21, l_20, l_13, l_15, l_14; 
  ulong ul_1, ul_0, ul_16, ul_2, ul_5, ul_4, ul_7, ul_22; 
  int i_12, i_18, i_3, i_6, i_23, i_8, i_9, i_10, i_11; 
  float f_17; 

  // BLOCK 0
  ul_0  =  (ulong) memory;
  ul_1  =  (ulong) staging;
  ul_2  =  (ulong) range;
  i_3  =  get_global_size(0);
  ul_4  =  ul_2 + 20L;
  ul_5  =  ul_2 + 24L;
  i_6  =  get_global_id(0);
  ul_7  =  ul_2 + 16L;
  // BLOCK 1 MERGES [0 2 ]
  i_8  =  i_6;
  for(;;)
  {
    i_9  =  *((__global int *) ul_7);
    if(!(i_8 < i_9))
    {
      break;
    }
    // BLOCK 2
    i_10  =  *((__global int *) ul_5);
    i_11  =  *((__global int *) ul_4);
    i_12  =  i_11 + i_8;
    l_13  =  (long) i_12;
    l_14  =  l_13 << 2;
    l_15  =  l_14 + 16L;
    ul_16  =  ul_1 + l_15;
    f_17  =  *((__global float *) ul_16);
    i_18  =  i_10 + i_8;
    l_19  =  (long) i_18;
    l_20  =  l_19 << 2;
    l_21  =  l_20 + 16L;
    ul_22  =  ul_0 + l_21;
    *((__global float *) ul_22)  =  f_17;
    i_23  =  i_3 + i_8;
    i_8  =  i_23;
  }  // B1
  // BLOCK 3
  return;
}  //  kernel
