#!/bin/sh
# A Slurm of one node in a folder, for tests: one-node.sh start FOLDER, one-node.sh stop FOLDER.
# It needs root, and Debian's slurm-wlm and munge. Clients find it by SLURM_CONF=FOLDER/slurm.conf.
set -eu
folder=$2
node=$(hostname -s)
# Another one may run beside it.
port=$((20000 + 2 * ($$ % 5000)))

start() {
  mkdir -p "$folder/state" "$folder/spool"
  chmod 755 "$folder"
  dd if=/dev/urandom of="$folder/munge.key" bs=1024 count=1 2>/dev/null
  chmod 400 "$folder/munge.key"
  cat >"$folder/slurm.conf" <<END
ClusterName=one
SlurmctldHost=$node(127.0.0.1)
AuthType=auth/munge
CredType=cred/munge
AuthInfo=socket=$folder/munge.socket
SlurmUser=root
SlurmdUser=root
StateSaveLocation=$folder/state
SlurmdSpoolDir=$folder/spool
SlurmctldPidFile=$folder/slurmctld.pid
SlurmdPidFile=$folder/slurmd.pid
SlurmctldLogFile=$folder/slurmctld.log
SlurmdLogFile=$folder/slurmd.log
SlurmctldPort=$port
SlurmdPort=$((port + 1))
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SwitchType=switch/none
MpiDefault=none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SlurmdParameters=config_overrides
ReturnToService=2
KillWait=2
NodeName=$node NodeAddr=127.0.0.1 CPUs=4 RealMemory=2000 State=UNKNOWN
PartitionName=all Nodes=ALL Default=YES MaxTime=INFINITE State=UP
END
  munged --force --key-file="$folder/munge.key" --socket="$folder/munge.socket" --pid-file="$folder/munged.pid" \
    --log-file="$folder/munged.log" --seed-file="$folder/munged.seed" >/dev/null 2>&1
  slurmctld -f "$folder/slurm.conf" >/dev/null 2>&1
  slurmd -f "$folder/slurm.conf" >/dev/null 2>&1
  export SLURM_CONF="$folder/slurm.conf"
  for _ in $(seq 240); do
    if sinfo --noheader --format=%t 2>/dev/null | grep -q idle; then return; fi
    sleep 0.5
  done
  echo "the node did not become idle within 120 s" >&2
  return 1
}

stop() {
  for daemon in slurmd slurmctld munged; do
    if [ -f "$folder/$daemon.pid" ]; then kill "$(cat "$folder/$daemon.pid")" 2>/dev/null || true; fi
  done
  for _ in $(seq 40); do
    if ! [ -f "$folder/slurmctld.pid" ] && ! [ -f "$folder/slurmd.pid" ]; then return; fi
    sleep 0.25
  done
}

"$1"
