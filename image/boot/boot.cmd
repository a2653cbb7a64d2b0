# U-Boot's script: which slot boots. The same on a Pi and on the emulator; mkimage packs it as boot.scr.
#
# Three variables in uboot.env (on the firmware's partition; RAUC's names): BOOT_ORDER, and how many tries each slot has
# left. A boot takes one away before it begins, and slot-commit gives them back once the slot has shown that it is good.
# So a slot that hangs, panics or never draws is tried three times, then the other one. When both are spent, both get
# their tries back: a kiosk that is switched off during every boot must still start.
# Every variable is of the environment, and no test has more than 16 words, since not every U-Boot takes more.
# What cannot be read (torn file, words that are none) counts as never written: A before B, three tries each.
test -n "${devtype}" || setenv devtype virtio
test -n "${devnum}" || setenv devnum 0
setenv BOOT_ORDER
setenv BOOT_A_LEFT
setenv BOOT_B_LEFT
if load ${devtype} ${devnum}:1 ${scriptaddr} uboot.env; then
  env import -c ${scriptaddr} 0x4000 BOOT_ORDER BOOT_A_LEFT BOOT_B_LEFT
fi
for n in A_LEFT B_LEFT; do
  if test "${n}" = A_LEFT; then setenv left "${BOOT_A_LEFT}"; else setenv left "${BOOT_B_LEFT}"; fi
  setenv known
  for v in 0 1 2 3; do
    if test "${left}" = "${v}"; then setenv known 1; fi
  done
  test -n "${known}" || setenv BOOT_${n} 3
done
setenv known
test "${BOOT_ORDER}" = "A B" && setenv known 1
test "${BOOT_ORDER}" = "B A" && setenv known 1
test "${BOOT_ORDER}" = "A" && setenv known 1
test "${BOOT_ORDER}" = "B" && setenv known 1
test -n "${known}" || setenv BOOT_ORDER "A B"
# A second round after the first found every try spent.
setenv slot
for round in 1 2; do
  for s in ${BOOT_ORDER}; do
    if test -n "${slot}"; then
      true
    elif test "${s}" = A -a "${BOOT_A_LEFT}" != 0; then
      setenv slot A
    elif test "${s}" = B -a "${BOOT_B_LEFT}" != 0; then
      setenv slot B
    fi
  done
  if test -z "${slot}"; then
    setenv BOOT_A_LEFT 3
    setenv BOOT_B_LEFT 3
  fi
done
if test "${slot}" = A; then
  setexpr BOOT_A_LEFT ${BOOT_A_LEFT} - 1
  setenv part 2
  setenv root root-a
else
  setexpr BOOT_B_LEFT ${BOOT_B_LEFT} - 1
  setenv part 4
  setenv root root-b
fi
# A card that takes no writes boots all the same; then nothing counts, and the slot in front is tried for ever.
env export -c -s 0x4000 ${scriptaddr} BOOT_ORDER BOOT_A_LEFT BOOT_B_LEFT
fatwrite ${devtype} ${devnum}:1 ${scriptaddr} uboot.env 0x4000
echo "slot ${slot} of ${BOOT_ORDER}, left ${BOOT_A_LEFT} ${BOOT_B_LEFT}"
# gpt: the table's second copy is believed when the first is torn. panic: also the initramfs starts anew, no shell.
setenv bootargs "root=PARTLABEL=${root} rootfstype=squashfs ro rootwait rauc.slot=${slot} gpt panic=20 quiet loglevel=3 systemd.show_status=no systemd.getty_auto=no vt.global_cursor_default=0 console=tty1"
test "${board}" = qemu-arm && setenv fdt_addr ${fdtcontroladdr}
if load ${devtype} ${devnum}:${part} ${kernel_addr_r} vmlinuz; then
  if load ${devtype} ${devnum}:${part} ${ramdisk_addr_r} initrd.img; then
    booti ${kernel_addr_r} ${ramdisk_addr_r}:${filesize} ${fdt_addr}
  fi
fi
# Here something was missing or was no kernel: again, with one try less.
reset
