#!/bin/bash
# Trains on a machine with a GPU that has torch but no network. `gpu_pack.py` makes what it needs.
#   gpu_job.sh keep        with .gpu/1 there, then .gpu/2 and so on: keeps the parts
#   gpu_job.sh [SECONDS]   with the last part there: trains, and leaves the adapter and its log in $OUT,
#                          where what was saved last is also if the job is ended before
set -euo pipefail
cd "$(dirname "$0")/.."
work="${WORK:-/tmp/llm_iot_training}"
mkdir -p "$work"
for part in .gpu/*/payload; do
    cp "$part" "$work/payload.$(basename "$(dirname "$part")")"
done
if [ "${1:-}" = keep ]; then
    ls -l "$work"
    exit
fi
seconds="${1:-390}"
limit="${LIMIT:-$((seconds + 100))}" # of everything, in seconds
began="$(date +%s)"
: "${OUT:?}"
cat "$work"/payload.* | tar -C "$work" -xz

home="$work/python"
libraries="$home/lib/x86_64-linux-gnu"
generator="env -u PYTHONHASHSEED PYTHONHOME=$home PYTHONPATH=$work/generator PYTHONDONTWRITEBYTECODE=1"
generator+=" $libraries/ld-linux-x86-64.so.2 --library-path $libraries"
generator+=" $home/bin/python3.14 -m training.generator"
export PYTHONPATH="$work/trainer${PYTHONPATH:+:$PYTHONPATH}" PYTHONUNBUFFERED=1
export PYTORCH_CUDA_ALLOC_CONF=expandable_segments:True HF_HUB_OFFLINE=1

# Half the rows a step if the memory is too small for all.
for rows in ${ROWS:-64 32}; do
    left=$((limit - $(date +%s) + began))
    [ "$left" -gt 30 ] || break
    if timeout -s INT "$left" "${PYTHON:-python3}" -m training \
        --gguf "$work/base.gguf" --out "$OUT" --generator "$generator" \
        --commit "$(cat "$work/commit")" --seconds "$seconds" --rows "$rows" \
        --workers "${WORKERS:-$(($(nproc) > 3 ? $(nproc) - 2 : 1))}" \
        --learning-rate "${LEARNING_RATE:-1e-3}" --warm-up 100 --rounded-every 8 \
        --measured "${MEASURED:-2100}" --measure-every "${MEASURE_EVERY:-60}" \
        ${TRAINER_OPTIONS:-} 2>&1 | tee -a "$OUT/job.log"; then
        break
    fi
done
ls -l "$OUT"
